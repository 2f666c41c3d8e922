//! Addresses as authors write them.

use percent_encoding::percent_decode_str;

/// What kind of address it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address<'a> {
    /// On the web, or a mailbox, or a telephone.
    External(String),
    /// With a scheme that a book has no use for.
    Forbidden(&'a str),
    /// In the book or near it.
    Local { path: &'a str, fragment: Option<&'a str> },
}

impl Address<'_> {
    pub(super) fn of(href: &str) -> Address<'_> {
        let href = href.trim();
        if href.starts_with("//") {
            return Address::External(format!("https:{}", href.replace(' ', "%20")));
        }
        match scheme(href) {
            Some(scheme) if is_safe(scheme) => Address::External(href.replace(' ', "%20")),
            Some(scheme) => Address::Forbidden(scheme),
            None => {
                let (path, fragment) = split_fragment(href);
                let path = path.split('?').next().unwrap_or_default();
                Address::Local { path, fragment }
            }
        }
    }
}

fn is_safe(scheme: &str) -> bool {
    ["http", "https", "mailto", "tel"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe))
}

fn scheme(href: &str) -> Option<&str> {
    let (scheme, _) = href.split_once(':')?;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let named = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(fits);
    named.then_some(scheme)
}

/// The address before the `#`, and what stands behind it.
pub(super) fn split_fragment(href: &str) -> (&str, Option<&str>) {
    match href.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (href, None),
    }
}

/// The text with `%20` and the like resolved.
pub(super) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// `path` as seen from `folder`, without `.` and `..`; and whether it leads out of the book.
/// A path out of the book keeps its leading `..`.
pub(super) fn join(folder: &str, path: &str) -> (String, bool) {
    let mut parts: Vec<&str> = Vec::new();
    let mut above = 0;
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_none() => above += 1,
            ".." => {}
            part => parts.push(part),
        }
    }
    let mut full = "../".repeat(above) + &parts.join("/");
    if path.ends_with('/') && !full.is_empty() && !full.ends_with('/') {
        full.push('/');
    }
    (full, above > 0)
}

/// `../x` as seen from the site that the book is on: `https://host/book/` → `https://host/x`.
pub(super) fn above(site: &str, path: &str) -> String {
    let mut base = site.trim_end_matches('/');
    let host_end = base.find("://").map_or(0, |at| at + 3);
    let mut path = path;
    while let Some(rest) = path.strip_prefix("../") {
        path = rest;
        if let Some(at) = base[host_end..].rfind('/') {
            base = &base[..host_end + at];
        }
    }
    format!("{base}/{path}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses() {
        let local = |path, fragment| Address::Local { path, fragment };
        assert_eq!(Address::of("a/b.md#c"), local("a/b.md", Some("c")));
        assert_eq!(Address::of("#c"), local("", Some("c")));
        assert_eq!(Address::of("a.html?q=1"), local("a.html", None));
        assert_eq!(Address::of("c:/x"), local("c:/x", None));
        assert_eq!(Address::of("//host/x"), Address::External("https://host/x".into()));
        assert_eq!(Address::of("HTTPS://host/a b"), Address::External("HTTPS://host/a%20b".into()));
        assert_eq!(Address::of("javascript:alert(1)"), Address::Forbidden("javascript"));
        assert_eq!(Address::of("file:///etc/passwd"), Address::Forbidden("file"));
    }

    #[test]
    fn paths() {
        let found = |folder, path| join(folder, path);
        assert_eq!(found("a/b", "../c.md"), ("a/c.md".into(), false));
        assert_eq!(found("", "./c/"), ("c/".into(), false));
        assert_eq!(found("a", "../../std/vec.html"), ("../std/vec.html".into(), true));
        assert_eq!(found("a", "../../../x"), ("../../x".into(), true));
        assert_eq!(above("https://h/nomicon/", "../std/x"), "https://h/std/x");
        assert_eq!(above("https://h/", "../std/x"), "https://h/std/x");
    }

    /// Addresses made of what matters in them.
    fn addresses_of_any_kind() -> impl Strategy<Value = String> {
        let part = "[a-c]{1,2}|\\.{1,3}|/{1,2}|[:#?%\\\\ &@]|%2[eEfF]|[hH]ttps?:|javascript:|data:|\u{0}|\u{e9}";
        prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn only_what_is_safe_is_external(href in addresses_of_any_kind()) {
            match Address::of(&href) {
                Address::External(address) => {
                    let (scheme, _) = address.split_once(':').expect("it has a scheme");
                    prop_assert!(is_safe(scheme), "{address}");
                    prop_assert!(!address.contains(' '), "{address}");
                }
                Address::Forbidden(scheme) => prop_assert!(!is_safe(scheme)),
                Address::Local { path, .. } => {
                    prop_assert!(!path.contains(['#', '?']));
                    prop_assert!(!path.starts_with("//"));
                    prop_assert_eq!(scheme(path), None, "a browser would take {} for absolute", path);
                }
            }
        }

        #[test]
        fn a_path_is_in_the_book_or_is_said_to_be_out(
            folder in "([a-c]{1,2}/){0,3}",
            path in addresses_of_any_kind(),
        ) {
            let (full, outside) = join(&folder, &path);
            prop_assert_eq!(outside, full.starts_with("../"), "{}", full);
            prop_assert!(!full.starts_with('/'), "{}", full);
            let down = full.trim_start_matches("../");
            prop_assert!(down.split('/').all(|part| part != ".." && part != "."), "{}", full);
        }
    }
}
