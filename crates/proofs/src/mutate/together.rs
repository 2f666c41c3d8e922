//! Many mutations tried at once: one run over the whole book says at its place what is wrong.

use super::{Mutation, MutationKind};
use crate::book::Book;
use bindery_diagnostic::{Diagnostic, Place, Report, Severity};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;

/// Marks in `noticed` which of the mutations of these `kinds` the errors of `run` name when all are
/// made at once. What is not named has yet to be tried alone: another error may have kept the run
/// from coming so far.
pub(super) fn mark(
    book: &Book,
    mutations: &[Mutation],
    kinds: &[MutationKind],
    run: &dyn Fn(&Book) -> Report,
    noticed: &mut [bool],
) -> io::Result<()> {
    let alike = |mutation: &Mutation| {
        let same = |other: &&Mutation| other.place(book) == mutation.place(book);
        mutations.iter().filter(same).filter(|other| other.new == mutation.new).count()
    };
    let mut left: Vec<usize> = (0..mutations.len())
        .filter(|&at| kinds.contains(&mutations[at].kind))
        .filter(|&at| alike(&mutations[at]) == 1)
        .collect();
    while !left.is_empty() {
        let originals = make_all(book, left.iter().map(|&at| &mutations[at]))?;
        let report = run(book);
        for (file, text) in originals {
            fs::write(file, text)?;
        }
        let before = left.len();
        left.retain(|&at| {
            let names = |said: &Diagnostic| names(book, said, &mutations[at]);
            noticed[at] = report.diagnostics().iter().any(names);
            !noticed[at]
        });
        if left.len() == before {
            break;
        }
    }
    Ok(())
}

/// Makes all mutations; the texts of the files before that.
fn make_all<'a>(
    book: &Book,
    mutations: impl Iterator<Item = &'a Mutation>,
) -> io::Result<BTreeMap<PathBuf, String>> {
    let mut by_file: BTreeMap<PathBuf, Vec<&Mutation>> = BTreeMap::new();
    for mutation in mutations {
        by_file.entry(book.path(&mutation.file)).or_default().push(mutation);
    }
    let mut originals = BTreeMap::new();
    for (file, mut mutations) in by_file {
        let original = fs::read_to_string(&file)?;
        let mut text = original.clone();
        // From the end, so that the places before stay what they are.
        mutations.sort_by_key(|mutation| std::cmp::Reverse(mutation.range.start));
        for mutation in mutations {
            text.replace_range(mutation.range.clone(), &mutation.new);
        }
        fs::write(&file, text)?;
        originals.insert(file, original);
    }
    Ok(originals)
}

/// Whether an error is about this mutation.
fn names(book: &Book, said: &Diagnostic, mutation: &Mutation) -> bool {
    let here = said.place.as_ref() == Some(&mutation.place(book));
    let quoted =
        said.message.contains(&mutation.new) || said.culprit.as_ref() == Some(&mutation.new);
    let names = match mutation.kind {
        // A transcript's error is at the line that should read otherwise.
        MutationKind::Output => here,
        // A figure's error is at its description.
        MutationKind::Trace => said.place.as_ref().is_some_and(|place| {
            place.file.with_extension("") == book.path(&mutation.file).with_extension("")
        }),
        MutationKind::Link => here && quoted,
        MutationKind::Anchor => (here && quoted) || misses(book, said, mutation),
        MutationKind::Constant => false,
    };
    names && said.severity == Severity::Error
}

/// Whether an error is about the anchor that stood there.
fn misses(book: &Book, said: &Diagnostic, mutation: &Mutation) -> bool {
    mutation.file.strip_prefix(&book.listings).is_ok_and(|file| {
        let (file, anchor) = (format!("`{}`", file.display()), format!("`{}`", mutation.old));
        said.message.contains(&file) && said.message.contains(&anchor)
    })
}

impl Mutation {
    /// Where it is made.
    pub(super) fn place(&self, book: &Book) -> Place {
        Place::line(book.path(&self.file), self.line)
    }
}
