//! What the compiler says, as diagnostics of the book.

use bindery_diagnostic::{Diagnostic, Place};
use serde::Deserialize;

/// A message of rustc with `--error-format=json`, as far as it is of use here.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Message {
    pub(crate) message: String,
    pub(crate) code: Option<Code>,
    pub(crate) level: String,
    #[serde(default)]
    pub(crate) spans: Vec<Span>,
    #[serde(default)]
    pub(crate) children: Vec<Message>,
    /// The message as rustc shows it on a terminal.
    pub(crate) rendered: Option<String>,
}

/// The code of an error (`E0277`) or the name of a lint (`unused_must_use`).
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Code {
    pub(crate) code: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Span {
    pub(crate) file_name: String,
    pub(crate) line_start: u32,
    pub(crate) is_primary: bool,
    #[serde(default)]
    text: Vec<SpanText>,
    #[serde(default)]
    label: Option<String>,
    expansion: Option<Box<Expansion>>,
}

#[derive(Debug, Clone, Deserialize)]
struct Expansion {
    span: Span,
}

#[derive(Debug, Clone, Deserialize)]
struct SpanText {
    text: String,
    highlight_start: usize,
    highlight_end: usize,
}

impl Message {
    /// Whether it only counts what the other messages have said.
    pub(crate) fn counts(&self) -> bool {
        self.message.starts_with("aborting due to") || self.message.ends_with("emitted")
    }
}

impl Span {
    /// Where the author wrote it: the outermost call, when it comes out of a macro.
    pub(crate) fn written(&self) -> &Span {
        self.expansion.as_ref().map_or(self, |expansion| expansion.span.written())
    }
}

/// The errors and warnings of `message`, all as errors; `place` turns the compiler's places into
/// those of the book, and drops what is not about it.
pub(crate) fn diagnostics(
    message: &Message,
    place: impl Fn(Place) -> Option<Place>,
) -> Option<Diagnostic> {
    if !matches!(message.level.as_str(), "error" | "warning") {
        return None;
    }
    let Some(span) = message.spans.iter().find(|span| span.is_primary).map(Span::written) else {
        return (!message.counts()).then(|| Diagnostic::error(text(message)));
    };
    let mut diagnostic = Diagnostic::error(text(message));
    diagnostic.place = place(Place::line(&span.file_name, span.line_start));
    if let [line] = span.text.as_slice() {
        let culprit: String = line
            .text
            .chars()
            .skip(line.highlight_start.saturating_sub(1))
            .take(line.highlight_end.saturating_sub(line.highlight_start))
            .collect();
        diagnostic.culprit = (!culprit.is_empty()).then_some(culprit);
    }
    let advice = message.children.iter().find(|child| child.level == "help");
    diagnostic.hint = advice
        .map(|child| child.message.clone())
        .or_else(|| span.label.clone())
        .filter(|hint| !hint.is_empty());
    Some(diagnostic)
}

fn text(message: &Message) -> String {
    match &message.code {
        Some(code) if code.code.starts_with('E') => format!("{} ({})", message.message, code.code),
        _ => message.message.clone(),
    }
}
