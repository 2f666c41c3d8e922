//! Many mutations tried at once: a check of the whole book names every wrong anchor and link.

use super::{Mutation, MutationKind};
use crate::book::Book;
use bindery_diagnostic::{Diagnostic, Place, Report, Severity};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// For each of `mutations`, whether `check` names it among all the others. What is not named here
/// has yet to be tried alone: another error may have kept the check from coming so far.
pub(super) fn named(
    book: &Book,
    mutations: &[Mutation],
    check: &dyn Fn(&Path) -> Report,
) -> io::Result<Vec<bool>> {
    let mut named = vec![false; mutations.len()];
    let alike = |mutation: &Mutation| {
        let same = |other: &&Mutation| other.place(book) == mutation.place(book);
        mutations.iter().filter(same).filter(|other| other.new == mutation.new).count()
    };
    let mut left: Vec<usize> = (0..mutations.len())
        .filter(|&at| matches!(mutations[at].kind, MutationKind::Anchor | MutationKind::Link))
        .filter(|&at| alike(&mutations[at]) == 1)
        .collect();
    loop {
        let originals = make_all(book, left.iter().map(|&at| &mutations[at]))?;
        let report = check(&book.root);
        for (file, text) in originals {
            fs::write(file, text)?;
        }
        let before = left.len();
        left.retain(|&at| {
            let names = |said: &Diagnostic| names(book, said, &mutations[at]);
            named[at] = report.diagnostics().iter().any(names);
            !named[at]
        });
        if left.len() == before || left.is_empty() {
            return Ok(named);
        }
    }
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

/// Whether an error is about this mutation: it stands at its place and quotes it, or it misses the
/// anchor of this file by name.
fn names(book: &Book, said: &Diagnostic, mutation: &Mutation) -> bool {
    if said.severity != Severity::Error {
        return false;
    }
    let quoted =
        said.message.contains(&mutation.new) || said.culprit.as_ref() == Some(&mutation.new);
    let missed = mutation.file.strip_prefix(&book.listings).is_ok_and(|file| {
        let (file, anchor) = (format!("`{}`", file.display()), format!("`{}`", mutation.old));
        said.message.contains(&file) && said.message.contains(&anchor)
    });
    (quoted && said.place.as_ref() == Some(&mutation.place(book)))
        || (missed && mutation.kind == MutationKind::Anchor)
}

impl Mutation {
    /// Where it is made.
    pub(super) fn place(&self, book: &Book) -> Place {
        Place::line(book.path(&self.file), self.line)
    }
}
