//! What an author may choose, in `[output.bindery-pdf]` of `book.toml`.

use std::path::PathBuf;

use bindery_diagnostic::{Place, Report, Rule, nearest};
use serde::Deserialize;

pub use crate::paper::Paper;

/// The choices. Paths are relative to the book's folder.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Options {
    /// The paper: `a4`, `letter`, `a5` or `screen`.
    pub paper: Paper,
    /// Whether the book is bound: chapters begin on the right, and the margins are mirrored.
    pub two_sided: bool,
    /// A Typst file that changes the look; it begins with `#import "/default.typ": *`.
    pub template: Option<PathBuf>,
    /// A folder with more fonts, used where the built-in ones have no glyph.
    pub fonts: Option<PathBuf>,
    /// Whether the fonts of this machine are used, too, where no other has a glyph. The book then
    /// may look different on another machine.
    pub system_fonts: bool,
    /// Whether the address of a link out of the book is shown as a footnote.
    pub urls_as_footnotes: bool,
    /// Whether an index stands at the end of a book that defines or marks terms.
    pub index: bool,
    /// How deep the table of contents goes: 0 shows parts only, 1 chapters, 2 sections, to 6.
    pub toc_depth: u8,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            paper: Paper::default(),
            two_sided: false,
            template: None,
            fonts: None,
            system_fonts: false,
            urls_as_footnotes: false,
            index: true,
            toc_depth: 2,
        }
    }
}

/// The keys of [`Options`].
const KEYS: [&str; 8] = [
    "paper",
    "two-sided",
    "template",
    "fonts",
    "system-fonts",
    "urls-as-footnotes",
    "index",
    "toc-depth",
];

/// Keys that mdBook itself reads in every output table.
const MDBOOKS_KEYS: [&str; 2] = ["command", "optional"];

impl Options {
    /// Reads the table `[output.bindery-pdf]` of the file `place`.
    ///
    /// What is wrong is reported as an error, and the default stands in for it.
    pub fn from_table(table: &toml::Table, place: &Place, report: &mut Report) -> Self {
        let mut good = toml::Table::new();
        for (key, value) in table {
            if MDBOOKS_KEYS.contains(&key.as_str()) {
                continue;
            }
            let alone = toml::Table::from_iter([(key.clone(), value.clone())]);
            let problem = if !KEYS.contains(&key.as_str()) {
                let error = Rule::Option.error(format!("unknown key `{key}` for the PDF edition"));
                Some(match nearest(key, KEYS) {
                    Some(known) => error.hint(format!("did you mean `{known}`?")),
                    None => error.hint(format!("the keys are {}", KEYS.join(", "))),
                })
            } else {
                let parsed = toml::Value::Table(alone).try_into::<Options>();
                parsed.err().map(|error| {
                    let message = error.message().trim().replace('\n', ", ");
                    Rule::Option.error(format!("`{key}` of the PDF edition: {message}"))
                })
            };
            match problem {
                Some(error) => report.push(error.at(place.clone()).culprit(key.as_str())),
                None => {
                    good.insert(key.clone(), value.clone());
                }
            }
        }
        toml::Value::Table(good).try_into().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Options, Vec<String>) {
        let table = text.parse::<toml::Table>().unwrap();
        let mut report = Report::default();
        let options = Options::from_table(&table, &Place::file("book.toml"), &mut report);
        (options, report.diagnostics().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn known_keys_are_read() {
        let text = "command = 'x'\noptional = true\npaper = 'a5'\ntwo-sided = true\ntoc-depth = 1";
        let (options, errors) = read(text);
        assert_eq!(errors, [""; 0]);
        let expected =
            Options { paper: Paper::A5, two_sided: true, toc_depth: 1, ..Options::default() };
        assert_eq!(options, expected);
    }

    #[test]
    fn an_unknown_key_is_an_error_with_the_nearest() {
        let (options, errors) = read("papr = 'a5'");
        let hint = "book.toml: error: unknown key `papr` for the PDF edition\n  \
                    hint: did you mean `paper`?";
        assert_eq!(errors, [hint]);
        assert_eq!(options, Options::default());
    }

    #[test]
    fn a_bad_value_names_its_key_and_spares_the_others() {
        let (options, errors) = read("paper = 'a6'\ntoc-depth = 1");
        assert_eq!(errors.len(), 1);
        assert!(errors[0].contains("`paper`") && errors[0].contains("a6"), "{errors:?}");
        assert_eq!(options.toc_depth, 1);
    }
}
