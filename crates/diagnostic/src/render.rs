//! Diagnostics as a person reads them, with the source line they are about.

use crate::{Diagnostic, Severity};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::fs;
use std::ops::Range;

/// The diagnostic with its source line, the culprit underlined, and the hint below.
///
/// Reads the file that the place names; where it can't be read, the place alone is shown. A place
/// without a line gets that of the culprit.
/// `colour` asks for ANSI colours.
pub fn render(diagnostic: &Diagnostic, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let found = find(diagnostic);
    let path;
    let mut groups = Vec::new();
    match (&found, &diagnostic.place) {
        (Some((line, span)), Some(place)) => {
            path = place.file.display().to_string();
            let snippet = Snippet::source(line.as_str())
                .line_start(span.line as usize)
                .path(path.as_str())
                .annotation(AnnotationKind::Primary.span(span.bytes.clone()));
            groups.push(level.primary_title(diagnostic.message.as_str()).element(snippet));
        }
        _ => {
            path = match &diagnostic.place {
                Some(place) => format!("{place}: {}", diagnostic.message),
                None => diagnostic.message.clone(),
            };
            groups.push(Group::with_title(level.primary_title(path.as_str())));
        }
    }
    if let Some(hint) = &diagnostic.hint {
        groups.push(Group::with_title(Level::HELP.secondary_title(hint.as_str())));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&groups)
}

/// The part of a file that a diagnostic is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The line, counted from 1.
    pub line: u32,
    /// The characters of the line, counted from 1, up to the one that isn't meant any more.
    pub columns: Range<u32>,
    /// The bytes of the line.
    bytes: Range<usize>,
}

impl Span {
    /// What a diagnostic is about, as [`render`] underlines it; `None` where no line is known, or
    /// the file has no such line any more.
    pub fn of(diagnostic: &Diagnostic) -> Option<Span> {
        find(diagnostic).map(|(_, span)| span)
    }
}

/// The line and what of it is meant: the culprit where the line holds it, else all.
fn find(diagnostic: &Diagnostic) -> Option<(String, Span)> {
    let place = diagnostic.place.as_ref()?;
    let text = fs::read_to_string(&place.file).ok()?;
    let culprit = diagnostic.culprit.as_deref();
    let named = || {
        let culprit = culprit?;
        let line = text.lines().position(|line| line.trim_start().starts_with(culprit))?;
        Some(line as u32 + 1)
    };
    let line = place.line.or_else(named)?;
    // A file without a letter has a first line all the same.
    let content = text.lines().nth(line as usize - 1).or((line == 1).then_some(""))?;
    let within = culprit
        .and_then(|word| content.find(word).map(|at| at..at + word.len()))
        .unwrap_or(0..content.len());
    let column = |at: usize| content[..at].chars().count() as u32 + 1;
    let columns = column(within.start)..column(within.end);
    Some((content.to_owned(), Span { line, columns, bytes: within }))
}
