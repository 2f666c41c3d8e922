//! Changes that something has to notice: the proof that the proofs cover the book.
//!
//! In a copy of the book, one thing at a time is made wrong: a line of recorded output, a step of a
//! recorded run, the name of an anchor, a constant of a listing, a link. What nothing notices is
//! reported. All but constants are tried together first: an error that names one has noticed it. A constant that may have any value (how long a watchdog is patient) is named with the
//! reason in `[preprocessor.bindery.unproved]` of `book.toml`.

mod places;
mod together;

use crate::book::Book;
use bindery_diagnostic::{Diagnostic, Place, Report};
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// One thing made wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutation {
    /// The file, below the book's folder.
    pub file: PathBuf,
    /// The line, counted from 1.
    pub line: u32,
    /// What it is.
    pub kind: MutationKind,
    /// What stands there.
    pub old: String,
    /// What it is replaced with.
    pub new: String,
    /// The bytes of the file that are replaced.
    range: Range<usize>,
}

/// What is made wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MutationKind {
    /// A line that a program printed.
    Output,
    /// A step of a figure's recorded run.
    Trace,
    /// The name of an anchor in a listing.
    Anchor,
    /// A number in a constant of a listing.
    Constant,
    /// Where a link or a reference leads.
    Link,
}

impl MutationKind {
    /// What it is, in words.
    pub fn name(self) -> &'static str {
        match self {
            MutationKind::Output => "recorded output",
            MutationKind::Trace => "figure's trace",
            MutationKind::Anchor => "anchor",
            MutationKind::Constant => "constant",
            MutationKind::Link => "link",
        }
    }
}

/// Makes one thing after another wrong in a copy of the book, and reports each that neither the
/// proofs, nor `check` (which is given the copy's folder), nor the tests of the listing notice.
///
/// `watch` is told of each mutation and whether it was noticed.
///
/// # Errors
/// When the copy can't be made or changed. A book that is wrong to begin with is reported as such.
pub fn mutate(
    book: &Book,
    check: &dyn Fn(&Path) -> Report,
    watch: &mut dyn FnMut(&Mutation, bool),
) -> io::Result<Report> {
    let copied = tempfile::tempdir()?;
    let root = copied.path().canonicalize()?;
    copy(&book.root, &root)?;
    let mut mutant = book.clone();
    mutant.root = root.clone();
    mutant.target = Some(std::path::absolute(book.build_folder().join("bindery-mutants"))?);
    // What a mutation doesn't touch is not proved again for it.
    mutant.cached = true;
    // Whatever is made wrong, anything may notice it.
    mutant.only = None;

    let mut report = check(&root);
    report.append(crate::test(&mutant));
    if report.errors() > 0 {
        return Ok(report);
    }
    let mut report = Report::default();
    let mutations = places::mutations(&mutant);
    for name in places::unknown(&mutant, &mutations) {
        let message = format!("`{name}` may have any value, but there is no such constant");
        report.push(Diagnostic::error(message).at(Place::file(book.path(Path::new("book.toml")))));
    }
    let mutations: Vec<Mutation> =
        mutations.into_iter().filter(|mutation| is_wanted(book, mutation)).collect();
    let mut noticed = vec![false; mutations.len()];
    let (runs, names) =
        ([MutationKind::Output, MutationKind::Trace], [MutationKind::Anchor, MutationKind::Link]);
    together::mark(&mutant, &mutations, &runs, &crate::test, &mut noticed)?;
    together::mark(&mutant, &mutations, &names, &|book| check(&book.root), &mut noticed)?;
    for (mutation, noticed) in mutations.into_iter().zip(noticed) {
        let noticed = noticed || is_noticed(&mutant, &mutation, check)?;
        watch(&mutation, noticed);
        if !noticed {
            let (kind, old, new) = (mutation.kind.name(), &mutation.old, &mutation.new);
            report.push(
                Diagnostic::error(format!("nothing notices that this {kind} is wrong"))
                    .at(mutation.place(book))
                    .culprit(old)
                    .hint(format!("`{old}` was replaced with `{new}`")),
            );
        }
    }
    Ok(report)
}

/// Whether it is one of the files that are asked for, and no constant that may have any value.
fn is_wanted(book: &Book, mutation: &Mutation) -> bool {
    book.wants(&mutation.file)
        && places::constant(book, mutation).is_none_or(|name| !book.unproved.contains_key(&name))
}

/// Whether anything notices the mutation; the file is as before afterwards.
fn is_noticed(
    book: &Book,
    mutation: &Mutation,
    check: &dyn Fn(&Path) -> Report,
) -> io::Result<bool> {
    let file = book.path(&mutation.file);
    let original = fs::read_to_string(&file)?;
    let mut text = original.clone();
    text.replace_range(mutation.range.clone(), &mutation.new);
    fs::write(&file, text)?;
    let near = Book { only: Some(mutation.file.display().to_string()), ..book.clone() };
    let fails = |book: &Book| crate::test(book).errors() > 0;
    let complains = || check(&book.root).errors() > 0;
    // What is quicker comes first.
    let noticed = match mutation.kind {
        MutationKind::Output | MutationKind::Trace => fails(&near) || fails(book) || complains(),
        MutationKind::Anchor | MutationKind::Link => complains() || fails(book),
        MutationKind::Constant => !tests_pass(book, &file) || fails(book),
    };
    fs::write(&file, original)?;
    Ok(noticed)
}

/// Whether the tests of the listing that `file` belongs to pass.
fn tests_pass(book: &Book, file: &Path) -> bool {
    let Some(folder) = file.ancestors().find(|folder| folder.join("Cargo.toml").is_file()) else {
        return true;
    };
    let mut cargo = crate::cargo::cargo(folder, book.target.as_deref());
    cargo.args(["test", "--quiet"]).stdout(Stdio::null()).stderr(Stdio::null());
    cargo.status().is_ok_and(|status| status.success())
}

/// Copies a book's folder without what is built in it.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if name == "target" || name == ".git" || name == "book" {
            continue;
        }
        let target = to.join(&name);
        if entry.path().is_dir() {
            fs::create_dir_all(&target)?;
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
