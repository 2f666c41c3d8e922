//! The external links of a manuscript.

use bindery_diagnostic::{Diagnostic, Place};
use bindery_manuscript::{Element, Manuscript, Node, Target};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Each address on the web, without what stands behind `#`, and the places that lead there.
pub fn collect(manuscript: &Manuscript, src: &Path) -> BTreeMap<String, BTreeSet<Place>> {
    let mut links: BTreeMap<String, BTreeSet<Place>> = BTreeMap::new();
    each(manuscript, src, |url, place| {
        let url = url.split('#').next().unwrap_or(url);
        if has_host(url) {
            links.entry(url.to_owned()).or_default().insert(place);
        }
    });
    links
}

/// The external links that can't be right as they are written.
pub fn malformed(manuscript: &Manuscript, src: &Path) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    each(manuscript, src, |url, place| {
        if let Some(why) = fault(url) {
            let message = format!("the address `{url}` can't be right: {why}");
            found.push(Diagnostic::warning(message).at(place).culprit(url));
        }
    });
    found
}

/// The host of an address, with its port.
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

fn has_host(url: &str) -> bool {
    let scheme = url.split("://").next().unwrap_or_default();
    ["http", "https"].iter().any(|one| scheme.eq_ignore_ascii_case(one)) && url.contains("://")
}

/// What is wrong with the form of an address.
fn fault(url: &str) -> Option<&'static str> {
    if let Some(mailbox) = url.strip_prefix("mailto:") {
        return (!mailbox.contains('@')).then_some("there is no `@` in it");
    }
    if url.starts_with("tel:") {
        return None;
    }
    let host = host(url);
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_ip6 = host.starts_with('[');
    if !has_host(url) || name.is_empty() {
        Some("it names no host")
    } else if !is_ip6 && !name.contains('.') && name != "localhost" {
        Some("its host has no dot in it")
    } else if name.contains("..") || name.starts_with('.') {
        Some("its host has an empty part")
    } else if url.contains(['<', '>', '"', '{', '}', '|', '\\', '^', '`']) {
        Some("it has a character that no address has")
    } else {
        url.ends_with([',', ';']).then_some("it ends like a part of a sentence")
    }
}

/// Calls `visit` with each external link, and with its place.
fn each(manuscript: &Manuscript, src: &Path, mut visit: impl FnMut(&str, Place)) {
    for chapter in manuscript.chapters() {
        let Some(source) = &chapter.source else { continue };
        let file = src.join(source);
        let notes = chapter.footnotes.iter().flat_map(|note| &note.body);
        let mut open: Vec<(&Node, u32)> =
            chapter.body.iter().chain(notes).map(|node| (node, 0)).collect();
        while let Some((node, line)) = open.pop() {
            let Node::Element(element) = node else { continue };
            let Element { children, target, line: own, .. } = element;
            let line = if *own > 0 { *own } else { line };
            open.extend(children.iter().map(|child| (child, line)));
            if let Some(Target::External(url)) = target {
                visit(url, if line > 0 { Place::line(&file, line) } else { Place::file(&file) });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_form() {
        for good in [
            "https://docs.rs/mio/latest/mio/struct.Poll.html#method.poll",
            "http://127.0.0.1:8080/",
            "http://[::1]/",
            "http://localhost/x",
            "https://en.wikipedia.org/wiki/Select_(Unix)",
            "mailto:a@b.example",
            "tel:+1",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        for bad in [
            "https:///path",
            "https://docs",
            "https://docs..rs/",
            "https://docs.rs/mio,",
            "https://docs.rs/<crate>",
            "mailto:nobody",
            "https:docs.rs",
        ] {
            assert!(fault(bad).is_some(), "{bad}");
        }
    }
}
