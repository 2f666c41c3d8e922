//! The few words that the PDF and the EPUB say themselves, in a book's language where it is known.
//!
//! They stand in `words.toml`, a table for each language. Words that mdBook's HTML shows are not
//! among them: what a page says is the same in all editions.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The words of one language. `{}` stands for what differs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The language they are in.
    #[serde(skip)]
    pub language: String,
    /// The heading of the table of contents.
    pub contents: String,
    /// The heading of the list of listings.
    pub listings: String,
    /// The heading of the list of figures.
    pub figures: String,
    /// The heading of the index.
    pub index: String,
    /// The heading of the answers at the back.
    pub answers: String,
    /// The link from a question to its answer at the back.
    pub answer: String,
    /// Where something stands: `{}` is the number of a page.
    pub page: String,
    /// The cover.
    pub cover: String,
    /// The title page.
    pub title_page: String,
    /// Where the text begins.
    pub beginning: String,
    /// The heading of the page about the edition.
    pub colophon: String,
    /// The heading of the list of pages.
    pub pages: String,
    /// The heading of the list of landmarks.
    pub landmarks: String,
    /// The heading of a chapter's notes.
    pub notes: String,
    /// The link from a note back to its mark.
    pub back: String,
    /// `{}` is the date of the edition.
    pub edition: String,
    /// `{}` is the address of the book's source.
    pub source: String,
    /// `{}` is the name of the edition whose page numbers these are.
    pub numbers: String,
    /// `{}` are the names of the fonts.
    pub set_in: String,
}

static LANGUAGES: LazyLock<BTreeMap<String, Words>> = LazyLock::new(|| {
    let read = toml::from_str(include_str!("../words.toml"));
    let mut languages: BTreeMap<String, Words> = read.expect("a test reads all languages");
    for (language, words) in &mut languages {
        words.language.clone_from(language);
    }
    languages
});

/// The words for a book in `language`, a BCP 47 tag; English where it is not among those we have.
pub fn words(language: &str) -> &'static Words {
    let tag = language.to_ascii_lowercase().replace('_', "-");
    let parts: Vec<&str> = tag.split('-').collect();
    let is_traditional = parts.iter().any(|part| ["hant", "tw", "hk", "mo"].contains(part));
    let name = match parts[0] {
        "zh" if is_traditional => "zh-Hant",
        // The one that is written, of the two.
        "no" => "nb",
        primary => primary,
    };
    LANGUAGES.get(name).or_else(|| LANGUAGES.get("en")).expect("English is among them")
}

/// What a phrase says before and after its `{}`.
pub fn around(phrase: &str) -> (&str, &str) {
    phrase.split_once("{}").unwrap_or((phrase, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_is_given_the_words_of_its_language() {
        for (tag, name) in [
            ("en", "en"),
            ("de-CH", "de"),
            ("pt_BR", "pt"),
            ("zh", "zh"),
            ("zh-CN", "zh"),
            ("zh-TW", "zh-Hant"),
            ("zh-Hant-HK", "zh-Hant"),
            ("no", "nb"),
            ("AR", "ar"),
            ("tlh", "en"),
            ("", "en"),
        ] {
            assert_eq!(words(tag).language, name, "{tag}");
        }
    }

    #[test]
    fn every_language_says_everything() {
        for (name, words) in &*LANGUAGES {
            let phrases = [&words.page, &words.edition, &words.source, &words.numbers];
            for phrase in phrases.into_iter().chain([&words.set_in]) {
                assert_eq!(phrase.matches("{}").count(), 1, "{name}: {phrase}");
            }
            let plain = format!("{words:?}");
            assert!(!plain.contains("\"\""), "{name} has an empty phrase: {plain}");
            assert_eq!(plain.matches("{}").count(), 5, "{name}: {plain}");
        }
        assert!(LANGUAGES.len() > 20, "{}", LANGUAGES.len());
    }

    #[test]
    fn a_phrase_goes_around_what_differs() {
        assert_eq!(around("第{}页"), ("第", "页"));
        assert_eq!(around("Notes"), ("Notes", ""));
    }
}
