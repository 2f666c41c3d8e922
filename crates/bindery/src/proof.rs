//! `bindery test` and `bindery record`.

use crate::build;
use crate::cli::{Record, Test};
use crate::progress::Progress;
use crate::report;
use anyhow::Result;
use bindery_diagnostic::{Diagnostic, Report};
use bindery_proofs::Book;
use std::path::Path;
use std::process::ExitCode;

/// Proves what the book shows, or with `--mutate` that the proofs would notice what is wrong.
pub fn test(test: &Test) -> Result<ExitCode> {
    let mut found = Report::default();
    if let Some(mut book) = open(&test.book.book, &mut found) {
        book.only.clone_from(&test.only);
        if test.mutate {
            found.append(mutate(&book)?);
        } else {
            let progress = Progress::start("Running what the book shows");
            found.append(bindery_proofs::test(&book));
            drop(progress);
        }
    }
    Ok(finish(&found))
}

/// Runs what the book shows, and writes the real outputs and traces into it.
pub fn record(record: &Record) -> Result<ExitCode> {
    let mut found = Report::default();
    if let Some(mut book) = open(&record.book.book, &mut found) {
        book.only.clone_from(&record.only);
        book.anew = record.anew;
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

/// Makes one thing after another wrong, says what came of each, and counts.
fn mutate(book: &Book) -> Result<Report> {
    let check = |root: &Path| {
        let mut found = Report::default();
        if let Err(error) = build::check_into(root, &mut found, None) {
            found.push(Diagnostic::error(format!("{error:#}")));
        }
        found
    };
    let (mut all, mut unnoticed) = (0, 0);
    let found = bindery_proofs::mutate(book, &check, &mut |mutation, noticed| {
        all += 1;
        unnoticed += u32::from(!noticed);
        let verdict = if noticed { "noticed  " } else { "UNNOTICED" };
        let (file, line, kind) = (mutation.file.display(), mutation.line, mutation.kind.name());
        println!("{verdict} {file}:{line}: {kind}: {} -> {}", mutation.old, mutation.new);
    })?;
    println!("{all} things made wrong, {unnoticed} of them unnoticed");
    Ok(found)
}

fn open(folder: &Path, found: &mut Report) -> Option<Book> {
    Book::open(folder).map_err(|diagnostic| found.push(diagnostic)).ok()
}

fn finish(found: &Report) -> ExitCode {
    report::print(found);
    if found.errors() > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
