//! Names that every reader understands: ids inside a file, and files inside the archive.

use crate::xml::Anchor;
use std::collections::{BTreeMap, BTreeSet};

/// The ids of one document: for each [`Anchor`] the `id` that stands for it.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    taken: BTreeSet<String>,
    given: BTreeMap<Anchor, String>,
}

impl Ids {
    /// The id for `anchor`, made of `wish`; `None` if the anchor has an element already.
    pub(crate) fn give(&mut self, anchor: Anchor, wish: &str) -> Option<String> {
        if self.given.contains_key(&anchor) {
            return None;
        }
        let id = self.fresh(wish);
        self.given.insert(anchor, id.clone());
        Some(id)
    }

    /// An id that nothing else has, made of `wish`.
    pub(crate) fn fresh(&mut self, wish: &str) -> String {
        let base = ascii_name(wish);
        let id = unique(&base, |id| self.taken.contains(id));
        self.taken.insert(id.clone());
        id
    }

    /// The anchors that have an id.
    pub(crate) fn into_anchors(self) -> BTreeMap<Anchor, String> {
        self.given
    }
}

/// `wish` as an XML name in ASCII: readers disagree on how to encode anything else in a link.
fn ascii_name(wish: &str) -> String {
    let mut name = String::with_capacity(wish.len());
    for c in wish.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => name.push(c),
            c if c.is_ascii() => name.push('_'),
            c => name.push_str(&format!("u{:x}", u32::from(c))),
        }
    }
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        name.insert(0, '_');
    }
    name
}

/// The files of a folder, named so that they are told apart where case doesn't count.
#[derive(Debug, Default)]
pub(crate) struct FileNames {
    taken: BTreeSet<String>,
}

impl FileNames {
    /// A name made of the last part of `path` without its extension, with `extension`.
    pub(crate) fn give(&mut self, path: &str, extension: &str) -> String {
        let last = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
        let mut slug = String::new();
        for c in stem.chars() {
            match c.to_ascii_lowercase() {
                c @ ('a'..='z' | '0'..='9') => slug.push(c),
                _ if slug.ends_with('-') || slug.is_empty() => {}
                _ => slug.push('-'),
            }
        }
        slug.truncate(60);
        let slug = slug.trim_end_matches('-');
        let base = if slug.is_empty() { "file" } else { slug };
        let name = unique(base, |name| self.taken.contains(name));
        self.taken.insert(name.clone());
        format!("{name}.{extension}")
    }
}

/// `base`, or `base-2`, `base-3`, … if that is taken.
fn unique(base: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(base) {
        return base.to_owned();
    }
    (2u32..)
        .map(|number| format!("{base}-{number}"))
        .find(|name| !taken(name))
        .expect("there are more numbers than names")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_names_and_unique() {
        let mut ids = Ids::default();
        let mut give = |id: &str| ids.give(Anchor::Id(id.into()), id);
        assert_eq!(give("plain").as_deref(), Some("plain"));
        assert_eq!(give("1 a:b").as_deref(), Some("_1_a_b"));
        assert_eq!(give("1_a_b").as_deref(), Some("_1_a_b-2"));
        assert_eq!(give("é").as_deref(), Some("ue9"));
        assert_eq!(give("").as_deref(), Some("_"));
        assert_eq!(give("plain"), None);
    }

    #[test]
    fn file_names_are_safe_and_differ_without_case() {
        let mut names = FileNames::default();
        assert_eq!(names.give("img/A b%20.PNG", "png"), "a-b-20.png");
        assert_eq!(names.give("other/a B-20.png", "png"), "a-b-20-2.png");
        assert_eq!(names.give("../..", "svg"), "file.svg");
        assert_eq!(names.give("🦀.svg", "svg"), "file-2.svg");
    }
}
