//! Where a book can be made wrong.

use super::{Mutation, MutationKind};
use crate::book::{Book, walk};
use crate::transcripts::recorded_outputs;
use regex::{Captures, Regex};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

fn regex(text: &str) -> Regex {
    Regex::new(text).expect("a valid expression")
}

static ANCHOR: LazyLock<Regex> = LazyLock::new(|| regex(r"(?m)^\s*//\s*ANCHOR: *([\w-]+)"));
static CONSTANT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?m)^\s*(?:pub(?:\(\w+\))? )?const \w+: [^=\n]+ = [^;\n]*?\b(\d+)\b"));
static LINK: LazyLock<Regex> = LazyLock::new(|| regex(r"\]\(([^()\s:]*[^()\s:/])\)"));
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| regex(r"\{\{#(?:ref|value) ([\w.-]+)"));
static EVENT: LazyLock<Regex> =
    LazyLock::new(|| regex(r#""on":"(timer|socket|lock|task)"|"event":"(end)""#));

/// Every mutation of the book, ordered by kind and place.
pub(super) fn mutations(book: &Book) -> Vec<Mutation> {
    let mut all = outputs(book);
    let files = |folder: &Path, extension: &str| {
        let mut files = Vec::new();
        walk(&book.path(folder), &mut |file| {
            if file.extension().is_some_and(|ext| ext == extension) {
                files.push(file.to_owned());
            }
        });
        files
    };
    for file in files(&book.figures, "jsonl") {
        // One step a figure: a run is proved by its shape, which is one thing.
        all.extend(found(book, &file, MutationKind::Trace, &EVENT, other_event).into_iter().next());
    }
    let listings = files(&book.listings, "rs");
    for file in &listings {
        all.extend(found(book, file, MutationKind::Anchor, &ANCHOR, |name| {
            format!("{name}-mutant")
        }));
    }
    // A test's own constants prove nothing about the listing.
    let is_test = |file: &Path| file.ends_with("tests.rs") || file.iter().any(|it| it == "tests");
    for file in listings.iter().filter(|file| !is_test(&below(book, file))) {
        let tests = fs::read_to_string(file).unwrap_or_default().find("#[cfg(test)]");
        let constants = found(book, file, MutationKind::Constant, &CONSTANT, other_number);
        all.extend(constants.into_iter().filter(|one| tests.is_none_or(|at| one.range.start < at)));
    }
    for file in book.chapters() {
        for regex in [&LINK, &REFERENCE] {
            all.extend(found(book, &file, MutationKind::Link, regex, |to| format!("{to}-mutant")));
        }
    }
    all
}

/// What `regex` finds in `file`, each with another text in the place of its first group.
fn found(
    book: &Book,
    file: &Path,
    kind: MutationKind,
    regex: &Regex,
    other: impl Fn(&str) -> String,
) -> Vec<Mutation> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let group = |found: &Captures<'_>| found.iter().skip(1).flatten().next().map(|g| g.range());
    regex
        .captures_iter(&text)
        .filter_map(|found| group(&found))
        .map(|range| mutation(book, file, kind, &text, range, &other))
        .collect()
}

/// The constants of `book.unproved` that the book does not have.
pub(super) fn unknown(book: &Book, mutations: &[Mutation]) -> Vec<String> {
    let known: Vec<String> = mutations.iter().filter_map(|one| constant(book, one)).collect();
    book.unproved.keys().filter(|name| !known.contains(name)).cloned().collect()
}

/// The name of a constant in `book.unproved`.
pub(super) fn constant(book: &Book, mutation: &Mutation) -> Option<String> {
    if mutation.kind != MutationKind::Constant {
        return None;
    }
    let text = fs::read_to_string(book.path(&mutation.file)).ok()?;
    let (_, declaration) = text[..mutation.range.start].rsplit_once("const ")?;
    let (name, _) = declaration.split_once(':')?;
    let file = mutation.file.strip_prefix(&book.listings).ok()?;
    Some(format!("{}:{name}", file.to_string_lossy().replace('\\', "/")))
}

fn mutation(
    book: &Book,
    file: &Path,
    kind: MutationKind,
    text: &str,
    range: Range<usize>,
    other: impl Fn(&str) -> String,
) -> Mutation {
    let old = text[range.clone()].to_owned();
    Mutation {
        file: below(book, file),
        line: text[..range.start].matches('\n').count() as u32 + 1,
        kind,
        new: other(&old),
        old,
        range,
    }
}

/// For each command of each transcript, a character of its output that no pattern allows to differ.
fn outputs(book: &Book) -> Vec<Mutation> {
    let mut all = Vec::new();
    for (file, range) in recorded_outputs(book) {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let output = &text[range.clone()];
        let letters = output.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric());
        let changed = letters.map(|(at, c)| (at, other_letter(c))).find(|(at, new)| {
            let mut mutant = output.to_owned();
            mutant.replace_range(*at..at + 1, new);
            book.patterns.redact(&mutant) != book.patterns.redact(output)
        });
        if let Some((at, new)) = changed {
            let at = range.start + at;
            let output = MutationKind::Output;
            all.push(mutation(book, &file, output, &text, at..at + 1, |_| new.clone()));
        }
    }
    all
}

fn other_letter(c: char) -> String {
    if c == 'x' || c == '7' {
        "q".to_owned()
    } else if c.is_ascii_digit() {
        "7".to_owned()
    } else {
        "x".to_owned()
    }
}

/// Twice the number and one more: far enough for a run to show it.
fn other_number(number: &str) -> String {
    number.parse::<u64>().map_or_else(|_| "1".to_owned(), |number| (number * 2 + 1).to_string())
}

fn other_event(word: &str) -> String {
    match word {
        "timer" => "lock",
        "end" => "drop",
        _ => "timer",
    }
    .to_owned()
}

fn below(book: &Book, file: &Path) -> PathBuf {
    file.strip_prefix(&book.root).unwrap_or(file).to_owned()
}
