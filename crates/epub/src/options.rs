//! What an author may say about the edition in `book.toml`, below `[output.bindery-epub]`.

use crate::STYLE_FILE;
use bindery_diagnostic::{Place, Report, Rule, nearest};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The table `[output.bindery-epub]`, as it is written.
///
/// Every key may be left out. [`Options::load`] reports those that don't exist.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Options {
    /// An image for the cover, relative to the book's root: PNG, JPEG, GIF, WebP or SVG. Readers
    /// show a thumbnail of it; PNG or JPEG, 1600 by 2400 pixels, works everywhere. Without it, a
    /// cover is drawn from title and authors.
    pub cover: Option<PathBuf>,
    /// A style sheet, relative to the book's root, that comes after the edition's own (which a file
    /// `theme/epub.css` replaces).
    pub css: Option<PathBuf>,
    /// The edition's identifier, such as `urn:isbn:9783161484100`, instead of one made for the book.
    pub identifier: Option<String>,
    /// Who publishes the edition.
    pub publisher: Option<String>,
    /// Whether the table of contents lists the sections of each chapter, too.
    pub sections: bool,
    #[serde(flatten)]
    others: BTreeMap<String, IgnoredAny>,
}

/// What [`render`](crate::render) needs of the [`Options`], with the files that they name.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The author's cover image.
    pub cover: Option<Vec<u8>>,
    /// The author's style sheet in place of [`STYLE`](crate::STYLE), from
    /// [`STYLE_FILE`](crate::STYLE_FILE).
    pub style: Option<String>,
    /// The author's style sheet that comes after it.
    pub css: Option<String>,
    /// See [`Options::identifier`].
    pub identifier: Option<String>,
    /// See [`Options::publisher`].
    pub publisher: Option<String>,
    /// See [`Options::sections`].
    pub sections: bool,
}

impl Options {
    /// The keys that the table may have.
    pub const KEYS: &[&str] = &["cover", "css", "identifier", "publisher", "sections"];

    /// The keys that mdBook itself reads.
    const MDBOOK: &[&str] = &["command", "optional"];

    /// Reads the files that the options name, below `root`, the folder of `book.toml`.
    ///
    /// Unknown keys and files that cannot be read are errors in `report`.
    pub fn load(&self, root: &Path, report: &mut Report) -> Settings {
        let book = root.join("book.toml");
        for key in self.others.keys().filter(|key| !Self::MDBOOK.contains(&key.as_str())) {
            let mut error = Rule::Option
                .error(format!("unknown option `{key}` for the EPUB edition"))
                .at(Place::file(&book))
                .culprit(key.as_str());
            error = match nearest(key, Self::KEYS.iter().copied()) {
                Some(known) => error.hint(format!("did you mean `{known}`?")),
                None => error.hint(format!("the options are {}", Self::KEYS.join(", "))),
            };
            report.push(error);
        }
        let mut read = |path: &PathBuf| match fs::read(root.join(path)) {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                let message = format!("cannot read {}: {error}", path.display());
                report.push(Rule::Look.error(message).at(Place::file(&book)));
                None
            }
        };
        let cover = self.cover.as_ref().and_then(&mut read);
        let css = self.css.as_ref().and_then(&mut read);
        let style = Path::new(STYLE_FILE).to_owned();
        let style = root.join(&style).is_file().then(|| read(&style)).flatten();
        let style = style.map(|bytes| sheet(&root.join(STYLE_FILE), &bytes, report));
        let css = self.css.as_ref().zip(css);
        let css = css.map(|(path, bytes)| sheet(&root.join(path), &bytes, report));
        Settings {
            cover,
            style,
            css,
            identifier: self.identifier.clone(),
            publisher: self.publisher.clone(),
            sections: self.sections,
        }
    }
}

/// The style sheet in the file at `path`. What it loads from elsewhere would not be in the archive.
fn sheet(path: &Path, bytes: &[u8], report: &mut Report) -> String {
    let text = String::from_utf8_lossy(bytes).into_owned();
    for (number, line) in text.lines().enumerate() {
        let lower = line.to_ascii_lowercase();
        let loads = lower
            .split("url(")
            .skip(1)
            .any(|rest| !rest.trim_start_matches([' ', '"', '\'']).starts_with("data:"));
        if loads || lower.contains("@import") {
            let error = Rule::Look.error("the style sheet loads a file, which no EPUB would hold");
            let hint = "take it into the sheet, as a `data:` URL if it is no style sheet";
            report.push(error.at(Place::line(path, number as u32 + 1)).hint(hint));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(toml: &str) -> (Settings, Report) {
        let options: Options = toml::from_str(toml).unwrap();
        let mut report = Report::default();
        (options.load(Path::new("nowhere"), &mut report), report)
    }

    #[test]
    fn unknown_keys_are_errors_with_the_nearest_name() {
        let (_, report) = load("command = 'x'\npublishr = 'me'\nzzz = { deep = [1] }");
        let found = report.diagnostics();
        assert_eq!(report.errors(), 2);
        assert_eq!(found[0].hint.as_deref(), Some("did you mean `publisher`?"));
        assert!(found[1].hint.as_deref().unwrap().starts_with("the options are cover"));
    }

    #[test]
    fn a_missing_file_is_an_error() {
        let (settings, report) = load("cover = 'no.png'\nsections = true");
        assert_eq!(report.errors(), 1);
        assert_eq!(settings.cover, None);
        assert!(settings.sections);
    }

    #[test]
    fn a_style_sheet_among_the_theme_is_taken() {
        let root = tempfile::tempdir().unwrap();
        let load = || Options::default().load(root.path(), &mut Report::default());
        assert_eq!(load().style, None);
        fs::create_dir(root.path().join("theme")).unwrap();
        fs::write(root.path().join("theme/epub.css"), "p { margin: 0 }").unwrap();
        assert_eq!(load().style.as_deref(), Some("p { margin: 0 }"));
    }

    #[test]
    fn a_style_sheet_loads_nothing() {
        let css = "p {}\n@font-face { src: url('DATA:font/woff2;base64,') }\n@IMPORT 'x';\nb { background: url( \"x.png\" ) }";
        let mut report = Report::default();
        sheet(Path::new("a.css"), css.as_bytes(), &mut report);
        let lines = report.diagnostics().iter().map(|d| d.place.as_ref().unwrap().line);
        assert_eq!(lines.collect::<Vec<_>>(), [Some(3), Some(4)]);
    }

    #[test]
    fn the_list_of_keys_is_the_structs() {
        let all: String = Options::KEYS
            .iter()
            .map(|key| {
                if *key == "sections" {
                    format!("{key} = true\n")
                } else {
                    format!("{key} = 'x'\n")
                }
            })
            .collect();
        let options: Options = toml::from_str(&all).unwrap();
        assert!(options.others.is_empty());
    }
}
