//! The preprocessor, called as mdBook calls it.

use crate::small_book::SmallBook;
use bindery_diagnostic::Report;
use bindery_listings::Bindery;
use mdbook_preprocessor::Preprocessor;
use std::sync::{Arc, Mutex};

#[test]
fn everything_wrong_with_a_book_is_one_error() {
    let book = SmallBook::new(
        "=== src/one.md 1\n{{#ref nothing}} {{#include none.md}}\n=== src/two.md 2\n{{#vaule a.b}}\n",
    );
    let report = Arc::new(Mutex::new(Report::default()));
    let preprocessor = Bindery::new(false, Arc::clone(&report));
    assert_eq!(preprocessor.name(), "bindery");
    let (context, book) = book.context();
    let error = preprocessor.run(&context, book.clone()).unwrap_err().to_string();
    for part in ["`none.md`", "`nothing`", "`{{#vaule`", "two.md:1:1"] {
        assert!(error.contains(part), "{part} is not in: {error}");
    }
    // mdBook runs it once for each renderer: the second run has nothing new to say.
    preprocessor.run(&context, book).unwrap_err();
    assert_eq!(report.lock().unwrap().errors(), 3);
}

#[test]
fn a_book_with_warnings_is_preprocessed_and_they_are_kept() {
    let (context, book) =
        SmallBook::new("=== src/one.md 1\n{{#ref one}} {{#include none.md}}\n").context();
    let report = Arc::new(Mutex::new(Report::default()));
    let book = Bindery::new(true, Arc::clone(&report)).run(&context, book).unwrap();
    let chapter = book.chapters().next().unwrap();
    assert!(chapter.content.contains("href=\"one.md\""), "{}", chapter.content);
    assert!(chapter.content.contains("**[missing include: none.md]**"), "{}", chapter.content);
    assert_eq!(report.lock().unwrap().warnings(), 1);
}
