//! Diagnostics as a person reads them, with the source line they are about.

use crate::{Diagnostic, Severity};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::fs;

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
    let source = diagnostic.place.as_ref().and_then(|place| {
        let text = fs::read_to_string(&place.file).ok()?;
        let culprit = || {
            let culprit = diagnostic.culprit.as_deref()?;
            let line = text.lines().position(|line| line.trim_start().starts_with(culprit))?;
            Some(line as u32 + 1)
        };
        Some((place, place.line.or_else(culprit)?, text))
    });
    let path;
    let mut groups = Vec::new();
    match &source {
        Some((place, line, text)) if (*line as usize) <= text.lines().count().max(1) => {
            path = place.file.display().to_string();
            let span = culprit_span(text, *line, diagnostic.culprit.as_deref());
            let snippet = Snippet::source(text.as_str())
                .path(path.as_str())
                .annotation(AnnotationKind::Primary.span(span));
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

/// The bytes of `text` to underline: the culprit where the line holds it, else the whole line.
fn culprit_span(text: &str, line: u32, culprit: Option<&str>) -> std::ops::Range<usize> {
    let start: usize = text.split_inclusive('\n').take(line as usize - 1).map(str::len).sum();
    let content = text[start..].lines().next().unwrap_or_default();
    match culprit.and_then(|word| content.find(word).map(|at| (at, word.len()))) {
        Some((at, len)) => start + at..start + at + len,
        None => start..start + content.len(),
    }
}
