//! Workflow commands of GitHub Actions: each becomes a note at its line of the pull request.

use super::finding::Finding;

/// One line that shows `finding`.
pub(super) fn command(finding: &Finding<'_>) -> String {
    let mut properties = Vec::new();
    if let Some(file) = &finding.file {
        properties.push(format!("file={}", property(file)));
    }
    if let Some(line) = finding.line {
        properties.push(format!("line={line}"));
    }
    if let Some([start, end]) = finding.columns.filter(|[start, end]| start < end) {
        properties.push(format!("col={start},endColumn={}", end - 1));
    }
    properties.push(format!("title=bindery: {}", finding.rule).replace(':', "%3A"));
    let text = match finding.hint {
        Some(hint) => format!("{}\n{hint}", finding.message),
        None => finding.message.to_owned(),
    };
    format!("::{} {}::{}", finding.severity, properties.join(","), data(&text))
}

/// A message: only what would end the line, and the sign that escapes it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property: what would end it, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
