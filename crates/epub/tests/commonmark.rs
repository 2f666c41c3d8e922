//! The examples of the CommonMark specification as one book, a hard case a chapter: every word is
//! in the edition, and the edition is valid.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod support;

use bindery_diagnostic::Report;
use bindery_manuscript::{Manuscript, text_of};
use mdbook_core::book::{Book, BookItem, Chapter};
use mdbook_core::config::Config;
use std::fs;
use std::path::Path;
use support::{CORPUS, edition, squeeze, words_of_page};

#[test]
fn the_examples_of_the_specification_are_valid_and_complete() {
    let Ok(spec) = fs::read_to_string(Path::new(CORPUS).join("commonmark/spec.txt")) else {
        eprintln!("skipped: the specification of CommonMark is not beside this checkout");
        return;
    };
    let examples = examples(&spec);
    assert!(examples.len() > 600, "{}", examples.len());
    let items = examples.into_iter().enumerate().map(|(index, text)| {
        let name = format!("Example {index}");
        BookItem::Chapter(Chapter::new(&name, text, format!("{index}.md"), Vec::new()))
    });
    let book = Book::new_with_items(items.collect());
    let root = Path::new("no-such-folder");
    let manuscript = Manuscript::new(root, &Config::default(), &book, &mut Report::default());
    let (edition, _) = edition(&manuscript, None);
    for (index, chapter) in manuscript.chapters().enumerate() {
        let page = words_of_page(edition.text(&format!("text/{index}.xhtml")));
        for node in &chapter.body {
            let words = squeeze(&text_of(std::slice::from_ref(node)));
            assert!(page.contains(&words), "{index}: lost: {words}\n{page}");
        }
    }
    edition.check();
}

/// The Markdown of the examples.
fn examples(spec: &str) -> Vec<String> {
    let fence = "`".repeat(32);
    let mut found = Vec::new();
    let mut lines = spec.lines();
    while let Some(line) = lines.next() {
        if line.strip_prefix(&fence).is_some_and(|rest| rest.trim() == "example") {
            let source: Vec<&str> = lines.by_ref().take_while(|line| *line != ".").collect();
            lines.by_ref().take_while(|line| *line != fence).for_each(drop);
            found.push(source.join("\n").replace('→', "\t"));
        }
    }
    found
}
