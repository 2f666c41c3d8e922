//! A diagnostic as programs want it: where from and where to, with paths that mean something to them.

use crate::place::for_humans;
use bindery_diagnostic::{Diagnostic, Severity, Span};
use serde::Serialize;

/// What was found, for the formats that programs read. The order of the fields is that of the JSON.
#[derive(Debug, Serialize)]
pub(super) struct Finding<'d> {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// The name of the rule that is broken.
    pub rule: &'static str,
    pub message: &'d str,
    /// The file, as seen from the current folder where it lies below it, with `/`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The first character that is meant, counted from 1, and the one after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<[u32; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<&'d str>,
}

impl<'d> Finding<'d> {
    pub(super) fn of(diagnostic: &'d Diagnostic) -> Self {
        let span = Span::of(diagnostic);
        let place = diagnostic.place.as_ref();
        let file = place.map(|place| for_humans(&place.file).to_string_lossy().replace('\\', "/"));
        Finding {
            severity: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            rule: diagnostic.rule.name(),
            message: &diagnostic.message,
            file,
            line: span.as_ref().map(|span| span.line).or(place.and_then(|place| place.line)),
            columns: span.map(|span| [span.columns.start, span.columns.end]),
            hint: diagnostic.hint.as_deref(),
        }
    }
}
