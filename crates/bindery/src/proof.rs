//! `bindery test` and `bindery record`.

use crate::cli::Book;
use crate::progress::Progress;
use crate::report;
use anyhow::Result;
use bindery_diagnostic::Report;
use std::process::ExitCode;

/// Proves what the book shows.
pub fn test(book: &Book) -> Result<ExitCode> {
    let mut found = Report::default();
    if let Some(book) = open(book, &mut found) {
        let progress = Progress::start("Running what the book shows");
        found.append(bindery_proofs::test(&book));
        drop(progress);
    }
    Ok(finish(&found))
}

/// Runs what the book shows, and writes the real outputs and traces into it.
pub fn record(book: &Book) -> Result<ExitCode> {
    let mut found = Report::default();
    if let Some(book) = open(book, &mut found) {
        let progress = Progress::start("Recording what the book shows");
        let (changes, more) = bindery_proofs::record(&book);
        drop(progress);
        found.append(more);
        for change in &changes {
            println!("{}\n{}", report::link(&change.file), change.diff);
        }
        if changes.is_empty() {
            println!("All recordings are as they were.");
        }
    }
    Ok(finish(&found))
}

fn open(book: &Book, found: &mut Report) -> Option<bindery_proofs::Book> {
    bindery_proofs::Book::open(&book.book).map_err(|diagnostic| found.push(diagnostic)).ok()
}

fn finish(found: &Report) -> ExitCode {
    report::print(found);
    if found.errors() > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
