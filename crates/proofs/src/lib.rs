//! The proofs: snippets compile, listings run, outputs and figures are what the code makes.
//!
//! [`Book::open`] finds the book; [`test`] proves it, [`record`] writes what its programs print and
//! trace now into the book's files. Both return what is wrong; nothing is printed.
//!
//! # What a chapter can hold
//!
//! A `console` block, or a `.console` file below `listings/`, is a transcript: `$ command` lines,
//! each followed by what it prints, both streams in order. The commands are `cargo run -q -p
//! package [--bin name] [--example name] [--release] [-- args]`, `cat file`, `head -n lines file`
//! and `kill %1`; any other is an error. There is no shell: no pipe, no variable, no wildcard.
//!
//! - They run in the book's folder, with a clean environment (`NAME=value` before `cargo run` adds
//!   to it), nothing on standard input, and a time limit.
//! - A program that does not end with 0 is followed by a line `[exit 1]` or `[signal 6]`.
//! - `&` at the end starts a program in the background. The next command is run when the program
//!   listens on the ports of its command (without any: when it has printed a line). What it has
//!   printed until then is shown; what it prints later is shown by `kill %1`, if that is there. All
//!   are ended with the block.
//! - Numbers from 10000 to 10099 in commands are ports: free ones take their place in the run.
//! - When a block is recorded, its fence says so: `console,recorded=2026-11-22,rustc=1.95.0`.
//! - Durations, ephemeral ports, process and thread ids and addresses may differ from run to run.
//!
//! A `rust` block is a snippet: it compiles as the book's edition without a warning, runs, and ends
//! with 0. Other words say otherwise: `no_run`, `should_panic`, `compile_fail,E0277` (each code or
//! lint that the compiler gives, and no other; a block `text,compiler` after it holds the compiler's
//! words), and `ignore`, with the reason in the line above: `<!-- ignore: needs a sensor -->`. It may
//! name its `edition2021`. Lines hidden with `# ` belong to it, and so does what it includes.
//!
//! In `book.toml`, `[preprocessor.bindery]` takes `time-limit` (seconds; default 30), `ports`
//! (`[first, last]`) and a table `patterns` of what else may differ, as regular expressions by
//! name; a group `value` narrows a match to the part that differs. With `recorded-numbers = true`,
//! a number that is typed beside a unit of measure is an error, unless a comment of the chapter says
//! where it comes from: `<!-- typed: 20 ms, 340 ms: the tasks' constants, and what follows -->`.

mod blocks;
mod book;
mod cache;
mod cargo;
mod compare;
mod figures;
mod mutate;
mod parallel;
mod patterns;
mod ports;
mod process;
mod rewrite;
mod rustc_message;
mod snippets;
mod transcripts;

pub use book::Book;
pub use mutate::{Mutation, MutationKind, mutate};
pub use snippets::{gate, ignored_snippets, test_snippets};

use bindery_diagnostic::{Diagnostic, Report};
use figures::Figures;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use transcripts::Transcripts;

/// What to do about a recording that is not as the code is now.
const RECORD: &str = "if that is as it should be, `bindery record` writes it into the page";

/// A file that was recorded anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub file: PathBuf,
    /// What changed in it, for a person to read.
    pub diff: String,
}

/// Runs what the book shows, and reports where it is not as shown.
pub fn test(book: &Book) -> Report {
    let mut report = test_snippets(book);
    if let Some(workspace) = workspace(book, &mut report) {
        let transcripts = Transcripts::read(book, &workspace);
        let figures = Figures::read(book, &workspace);
        let targets = transcripts.targets().into_iter().chain(figures.targets()).collect();
        let listings = workspace.packages_below(&book.path(&book.listings));
        let (programs, found) = workspace.build(&targets, &listings);
        extend(&mut report, found);
        extend(&mut report, transcripts.test(book, &workspace, &programs));
        extend(&mut report, figures.test(book, &workspace, &programs));
    }
    report
}

/// Runs what the book shows, and writes what is not as shown into the book's files.
pub fn record(book: &Book) -> (Vec<Change>, Report) {
    let mut report = Report::default();
    let mut changes = Vec::new();
    if let Some(workspace) = workspace(book, &mut report) {
        let transcripts = Transcripts::read(book, &workspace);
        let figures = Figures::read(book, &workspace);
        let targets = transcripts.targets().into_iter().chain(figures.targets()).collect();
        let (programs, found) = workspace.build(&targets, &[]);
        extend(&mut report, found);
        for (recorded, found) in
            [transcripts.record(book, &programs), figures.record(book, &programs)]
        {
            changes.extend(recorded);
            extend(&mut report, found);
        }
    }
    let (recorded, found) = snippets::record(book);
    changes.extend(recorded);
    extend(&mut report, found);
    (changes, report)
}

/// Reports the measured numbers that are typed into chapters, if the book asks for it.
pub fn typed_numbers(book: &Book) -> Report {
    let mut report = Report::default();
    for file in book.chapters().into_iter().filter(|_| book.recorded_numbers) {
        // A chapter that can't be read is told by whoever shows it.
        let source = fs::read_to_string(&file).unwrap_or_default();
        extend(&mut report, bindery_listings::typed_numbers(&file, &source));
    }
    report
}

/// The workspace of the listings; `None` for a book without programs.
fn workspace(book: &Book, report: &mut Report) -> Option<cargo::Workspace> {
    if !book.path(Path::new("Cargo.toml")).exists() {
        return None;
    }
    cargo::Workspace::open(book).map_err(|diagnostic| report.push(diagnostic)).ok()
}

fn extend(report: &mut Report, diagnostics: impl IntoIterator<Item = Diagnostic>) {
    diagnostics.into_iter().for_each(|diagnostic| report.push(diagnostic));
}

/// Writes a file beside its place and moves it there when whole.
///
/// # Errors
/// When its folder can't be written into; the file is as it was then.
pub fn write_whole(file: &Path, text: &str) -> std::io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut beside = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    beside.write_all(text.as_bytes())?;
    if let Ok(metadata) = file.metadata() {
        beside.as_file().set_permissions(metadata.permissions())?;
    }
    beside.persist(file).map_err(|error| error.error)?;
    Ok(())
}
