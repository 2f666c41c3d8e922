//! The terms of a book: what marks one, when two are one, and in which order they stand.
//!
//! A `dfn` defines a term. `<span class="index">` says that the book speaks of one, and so does
//! `data-index="…"` on any element, in the words that it gives. The list of terms and the index of a
//! page, which are made before there is a page, and the index of the PDF, which is made after, all
//! ask here.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What an element says of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark<'a> {
    /// The words that stand for those of the element.
    pub given: Option<&'a str>,
    /// Whether it defines the term.
    pub is_definition: bool,
}

impl<'a> Mark<'a> {
    /// The mark that an element with this name and these attributes is, if it is one.
    pub fn of(name: &str, attribute: impl Fn(&str) -> Option<&'a str>) -> Option<Mark<'a>> {
        let is_definition = name == "dfn";
        let given = attribute("data-index").or(attribute("title").filter(|_| is_definition));
        let is_index = |classes: &str| classes.split_whitespace().any(|class| class == "index");
        let is_words = name == "span" && attribute("class").is_some_and(is_index);
        (is_definition || is_words || given.is_some()).then(|| {
            let given = given.filter(|words| !words.trim().is_empty());
            Mark { given, is_definition }
        })
    }
}

/// What a term is found and ordered by. Terms that differ in case, accents, hyphens and quotation
/// marks alone are one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    head: Option<char>,
    letters: String,
    /// With its other signs, which tell C from C++.
    words: String,
}

impl Key {
    /// `None` for words without a letter or digit.
    pub fn of(words: &str) -> Option<Key> {
        let quotes = ['`', '*', '"', '\'', '“', '”', '„', '‘', '’', '«', '»', '\u{ad}'];
        let plain = words.nfkd().filter(|&c| !is_combining_mark(c) || c.is_alphabetic());
        let folded: String = plain
            .filter(|c| !quotes.contains(c))
            .map(|c| if matches!(c, '-' | '\u{2010}') { ' ' } else { c })
            .flat_map(char::to_lowercase)
            .collect();
        let words = folded.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_letter = |c: &char| c.is_alphanumeric() || *c == ' ';
        let letters = words.chars().filter(is_letter).collect::<String>().trim().to_owned();
        let first = letters.chars().next()?;
        let head = first.is_alphabetic().then(|| first.to_uppercase().next()).flatten();
        Some(Key { head, letters, words })
    }

    /// The letter that it stands under; none for digits, which come first.
    pub fn head(&self) -> Option<char> {
        self.head
    }

    /// Its letters and digits, in lower case and without accents.
    pub fn letters(&self) -> &str {
        &self.letters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_ordered_without_case_accents_and_signs() {
        let words = ["zebra", "“Éclair”", "task", "`epoll`", "2038", "#[test]", "Ärger", "אב"];
        let mut keys: Vec<Key> = words.into_iter().filter_map(Key::of).collect();
        keys.sort();
        let order: Vec<_> = keys.iter().map(|key| (key.head(), key.letters())).collect();
        assert_eq!(
            order,
            [
                (None, "2038"),
                (Some('A'), "arger"),
                (Some('E'), "eclair"),
                (Some('E'), "epoll"),
                (Some('T'), "task"),
                (Some('T'), "test"),
                (Some('Z'), "zebra"),
                (Some('א'), "אב"),
            ]
        );
        assert_eq!(Key::of("…"), None);
    }

    #[test]
    fn what_differs_in_little_is_one() {
        for (one, other) in [
            ("single-flight", "Single  flight"),
            ("`Unpin`", "unpin"),
            ("Éclair", "“e\u{301}clair”"),
        ] {
            assert_eq!(Key::of(one), Key::of(other), "{one}, {other}");
        }
        for (one, other) in [("C", "C++"), ("कि", "की"), ("wake", "waker")] {
            assert_ne!(Key::of(one), Key::of(other), "{one}, {other}");
        }
    }

    #[test]
    fn an_element_is_a_mark_by_its_name_or_its_attributes() {
        let mark = |name, attributes: &[(&str, &'static str)]| {
            Mark::of(name, |name| attributes.iter().find(|(one, _)| *one == name).map(|it| it.1))
        };
        let is = |given, is_definition| Some(Mark { given, is_definition });
        assert_eq!(mark("dfn", &[]), is(None, true));
        assert_eq!(mark("dfn", &[("title", "waker")]), is(Some("waker"), true));
        assert_eq!(mark("dfn", &[("title", " ")]), is(None, true));
        assert_eq!(mark("dfn", &[("data-index", "a"), ("title", "b")]), is(Some("a"), true));
        assert_eq!(mark("span", &[("class", "new index")]), is(None, false));
        assert_eq!(mark("span", &[("class", "indexed")]), None);
        assert_eq!(mark("div", &[("class", "index")]), None);
        assert_eq!(mark("p", &[("data-index", "poll")]), is(Some("poll"), false));
        assert_eq!(mark("p", &[("title", "poll")]), None);
    }
}
