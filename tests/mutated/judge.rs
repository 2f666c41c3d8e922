//! What must hold whatever a chapter says. The fuzz targets in `fuzz/` ask this, too.

use std::io::{Cursor, Read};
use std::path::Path;
use std::str::FromStr;
use std::sync::LazyLock;

use bindery_diagnostic::Report;
use bindery_epub::Settings;
use bindery_manuscript::Manuscript;
use bindery_pdf::{Options, Press};
use mdbook_core::book::{Book, BookItem, Chapter};
use mdbook_core::config::Config;
use zip::ZipArchive;

/// What is wrong, in words, with the page or the messages that show it.
pub type Fault = String;

/// A book of one chapter.
fn manuscript(text: &str) -> Manuscript {
    let options = "[output.html]\nmathjax-support = true\nsmart-punctuation = true";
    let config = Config::from_str(options).expect("the options are right");
    let chapter = Chapter::new("One", text.to_owned(), "one.md", Vec::new());
    let book = Book::new_with_items(vec![BookItem::Chapter(chapter)]);
    Manuscript::new(Path::new("nowhere"), &config, &book, &mut Report::default())
}

/// Markdown and HTML → tree → XHTML: the pages are well-formed, and nothing in them acts.
pub fn xhtml(text: &str) -> Result<(), Fault> {
    // Drawing one would take nearly all of the time.
    let cover = include_bytes!("../../crates/epub/tests/images/dot.png").to_vec();
    let settings = Settings { cover: Some(cover), ..Settings::default() };
    let edition = bindery_epub::render(&manuscript(text), &settings, None, &mut Report::default());
    let edition = edition.map_err(|error| error.to_string())?;
    let mut archive = ZipArchive::new(Cursor::new(edition)).map_err(|error| error.to_string())?;
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).map_err(|error| error.to_string())?;
        let path = file.name().map_err(|error| error.to_string())?.into_owned();
        if !path.ends_with("html") {
            continue;
        }
        let mut page = String::new();
        file.read_to_string(&mut page).map_err(|error| format!("{path}: {error}"))?;
        still(&page).map_err(|fault| format!("{path}: {fault}\n{page}"))?;
    }
    Ok(())
}

/// The page is XML, and has no scripts.
fn still(page: &str) -> Result<(), Fault> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let tree = roxmltree::Document::parse_with_options(page, options);
    for node in tree.map_err(|error| error.to_string())?.descendants() {
        let acts = node.tag_name().name() == "script"
            || node.attributes().any(|attribute| {
                attribute.name().starts_with("on")
                    || attribute.value().trim().starts_with("javascript:")
            });
        if acts {
            return Err(format!("{node:?} acts"));
        }
    }
    Ok(())
}

/// Markdown and HTML → tree → Typst: Typst takes the code that is written, and sets the pages. Text
/// that gets out of its string literals is code that doesn't parse, or a `#panic` of the input's.
pub fn typst(text: &str) -> Result<(), Fault> {
    static PRESS: LazyLock<Press> =
        LazyLock::new(|| Press::new(Options::default(), Path::new("."), &mut Report::default()));
    let mut report = Report::default();
    PRESS.render(&manuscript(text), &mut report).map(drop).map_err(|failed| {
        let said: Vec<_> = report.diagnostics().iter().map(|it| format!("{it:?}")).collect();
        format!("{failed}: {}", said.join("\n"))
    })
}
