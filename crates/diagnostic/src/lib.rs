//! What is wrong with a manuscript, where, and what to do about it.
//!
//! Every crate of the generator reports through [`Report`]: a run collects all it finds, and only
//! the command line prints. [`Diagnostic::error`] and [`Diagnostic::warning`] are the entry points.

mod render;
mod rule;

use std::fmt;
use std::path::PathBuf;

pub use render::{Span, render};
pub use rule::Rule;

/// How bad it is: an error keeps an edition from being written, a warning does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The edition is not written.
    Error,
    /// The edition is written, and something in it is not as the author meant.
    Warning,
}

/// A place in one of the book's files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as the author would open it: absolute, or relative to the current folder.
    pub file: PathBuf,
    /// The line, counted from 1; `None` when the whole file is meant.
    pub line: Option<u32>,
}

impl Place {
    /// The line `line` (counted from 1) of `file`.
    pub fn line(file: impl Into<PathBuf>, line: u32) -> Self {
        Place { file: file.into(), line: Some(line) }
    }

    /// All of `file`.
    pub fn file(file: impl Into<PathBuf>) -> Self {
        Place { file: file.into(), line: None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        match self.line {
            Some(line) => write!(f, ":{line}"),
            None => Ok(()),
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What it is about.
    pub rule: Rule,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// The word or phrase of the line that is meant, to be underlined.
    pub culprit: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error that says `message`.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message)
    }

    /// A warning that says `message`.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message)
    }

    fn new(severity: Severity, message: impl Into<String>) -> Self {
        Diagnostic {
            severity,
            rule: Rule::default(),
            message: message.into(),
            place: None,
            culprit: None,
            hint: None,
        }
    }

    /// Says what it is about.
    #[must_use]
    pub fn about(mut self, rule: Rule) -> Self {
        self.rule = rule;
        self
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Names the text of the line that is meant.
    #[must_use]
    pub fn culprit(mut self, text: impl Into<String>) -> Self {
        self.culprit = Some(text.into());
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// `error: message` with its place and hint, on one or two lines; [`render`] shows source lines.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{word}: {}", self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\n  hint: {hint}"),
            None => Ok(()),
        }
    }
}

/// All that a run has found so far, in the order it was found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Adds a diagnostic, unless the very same one is there already.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Adds all that another run has found.
    pub fn append(&mut self, other: Report) {
        other.diagnostics.into_iter().for_each(|d| self.push(d));
    }

    /// All that was found.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// How many errors were found.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many warnings were found.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }
}

/// The candidate nearest to `word` by edit distance, if any is near enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let limit = length.div_ceil(3).max(1);
    let letters = letters(word);
    candidates
        .into_iter()
        // What differs more in its length or its letters alone need not be compared.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .filter(|candidate| apart(&letters, candidate) <= limit)
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How often a word has each letter; some letters share a place.
type Letters = [usize; 64];

fn letters(word: &str) -> Letters {
    let mut letters = [0; 64];
    word.chars().for_each(|letter| letters[letter as usize % 64] += 1);
    letters
}

/// How many letters one of two words has that the other lacks: no fewer edits lead from one to the
/// other.
fn apart(word: &Letters, other: &str) -> usize {
    let pairs = || word.iter().zip(letters(other));
    let more: usize = pairs().map(|(a, b)| a.saturating_sub(b)).sum();
    let less: usize = pairs().map(|(a, b)| b.saturating_sub(*a)).sum();
    more.max(less)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const WORDS: [&str; 14] = [
        "time",
        "timer",
        "tiem",
        "emit",
        "waker.md",
        "wakers.md",
        "häkchen",
        "hakchen",
        "",
        "poll",
        "pale",
        "x",
        "../reference/layout.html",
        "reference/type-layout.html",
    ];

    #[test]
    fn what_is_left_out_unread_is_never_the_nearest() {
        for word in WORDS {
            let limit = word.chars().count().div_ceil(3).max(1);
            let others = || WORDS.into_iter().filter(|other| *other != word);
            let near = others().map(|other| (strsim::damerau_levenshtein(word, other), other));
            let expected = near.filter(|(distance, _)| *distance <= limit).min();
            assert_eq!(nearest(word, others()), expected.map(|(_, word)| word), "{word}");
        }
    }
}
