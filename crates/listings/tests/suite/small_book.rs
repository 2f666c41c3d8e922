//! A book in one text, and what the preprocessor makes of it.

use bindery_diagnostic::{Report, render};
use bindery_listings::{check_includes, expand};
use mdbook_core::book::{Book, BookItem, Chapter, SectionNumber};
use mdbook_core::config::Config;
use mdbook_preprocessor::PreprocessorContext;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A book in a folder of its own.
pub(crate) struct SmallBook {
    folder: TempDir,
    config: Config,
    book: Book,
}

impl SmallBook {
    /// The book that a text describes: each file begins after a line `=== path`.
    ///
    /// `=== src/a.md 2.1 Name` is a chapter with that number, `=== src/a.md - Name` one without;
    /// without a name it is called for its file; `=== part Name` begins a part. A `book.toml` that names the preprocessor is
    /// there unless the text has one.
    pub(crate) fn new(text: &str) -> SmallBook {
        let folder = tempfile::tempdir().unwrap();
        let mut config = "[preprocessor.bindery]\n".to_owned();
        let mut items = Vec::new();
        for file in text.split("=== ").skip(1) {
            let (head, content) = file.split_once('\n').unwrap();
            let mut words = head.splitn(3, ' ');
            let path = words.next().unwrap();
            if path == "part" {
                items.push(BookItem::PartTitle(words.next().unwrap().to_owned()));
                continue;
            }
            write(&folder.path().join(path), content);
            if path == "book.toml" {
                config = content.to_owned();
            }
            if let (Some(page), Some(number)) = (path.strip_prefix("src/"), words.next()) {
                let stem = Path::new(page).file_stem().unwrap().to_str().unwrap();
                let name = words.next().unwrap_or(stem);
                let mut chapter = Chapter::new(name, content.to_owned(), page, Vec::new());
                let number: Vec<u32> = number.split('.').flat_map(str::parse).collect();
                chapter.number = (!number.is_empty()).then(|| SectionNumber::new(number));
                items.push(BookItem::Chapter(chapter));
            }
        }
        let config = config.parse().unwrap();
        SmallBook { folder, config, book: Book::new_with_items(items) }
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// What mdBook would give to a preprocessor.
    pub(crate) fn context(&self) -> (PreprocessorContext, Book) {
        let (root, config) = (self.folder.path().to_owned(), self.config.clone());
        (PreprocessorContext::new(root, config, "html".to_owned()), self.book.clone())
    }

    /// All that is said about the book, and if nothing is wrong with it, its chapters afterwards.
    pub(crate) fn result(mut self, keep_going: bool) -> String {
        let mut report = Report::default();
        check_includes(self.folder.path(), &self.config, &mut self.book, keep_going, &mut report);
        let book = expand(self.folder.path(), &self.config, self.book, &mut report);
        let mut result = String::new();
        for diagnostic in report.diagnostics() {
            result += &render(diagnostic, false);
            result += "\n\n";
        }
        if report.errors() == 0 {
            for chapter in book.chapters() {
                let path = chapter.path.as_ref().unwrap().display();
                result += &format!("=== {path}\n{}", chapter.content);
            }
        }
        result.replace(&format!("{}/", self.folder.path().display()), "")
    }
}

fn write(path: &Path, content: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// Checks what becomes of the book, as text.
#[track_caller]
pub(crate) fn check(book: &str, expected: impl snapbox::data::IntoData) {
    snapbox::assert_data_eq!(SmallBook::new(book).result(false), expected.raw());
}

/// A listing for the books that need one.
pub(crate) const STEP: &str = r#"=== listings/one/step/src/main.rs
// ANCHOR: fetch
fetch();
// ANCHOR_END: fetch
// ANCHOR: parse
parse();
// ANCHOR_END: parse
"#;

/// Checks what is said about a chapter with that text and [`STEP`].
#[track_caller]
pub(crate) fn check_chapter(text: &str, expected: impl snapbox::data::IntoData) {
    check(&format!("=== src/one.md 1\n{text}\n{STEP}"), expected);
}
