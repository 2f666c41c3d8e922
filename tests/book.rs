//! This book's proofs: what it shows is what its code is and does.

mod generator;

use bindery_proofs::Book;
use generator::{ROOT, bindery, said};
use std::path::Path;

fn assert_none(report: &bindery_diagnostic::Report) {
    let found: Vec<String> =
        report.diagnostics().iter().map(|one| bindery_diagnostic::render(one, false)).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n\n"));
}

/// Snippets compile and run, listings compile without a warning, transcripts and figures are what
/// the listings print and do. One test, for the runs must not disturb each other.
#[test]
fn what_the_book_shows_is_true() {
    let book = Book::open(Path::new(ROOT)).expect("this is a book");
    assert_none(&bindery_proofs::test(&book));
}

/// Directives resolve; links, images and references lead somewhere; every listing is shown.
#[test]
fn the_manuscript_is_whole() {
    let output = bindery(&["check", "--strict"], Path::new(ROOT));
    assert!(output.status.success(), "\n{}", said(&output));
}

/// The aim is none; a reason that is good enough is added here as well as in the chapter.
#[test]
fn no_snippet_is_ignored() {
    let book = Book::open(Path::new(ROOT)).expect("this is a book");
    assert_eq!(bindery_proofs::ignored_snippets(&book), []);
}
