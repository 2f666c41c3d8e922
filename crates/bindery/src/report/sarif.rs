//! SARIF 2.1.0, which code hosts and editors read.

use super::finding::Finding;
use bindery_diagnostic::Rule;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

/// What of a path is written as it is in a URI.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// One document with all that was found.
pub(super) fn document(findings: &[Finding<'_>]) -> Value {
    let rules = Rule::ALL
        .map(|rule| json!({ "id": rule.name(), "shortDescription": { "text": rule.meaning() } }));
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "bindery",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn result(finding: &Finding<'_>) -> Value {
    let text = match finding.hint {
        Some(hint) => format!("{}\n{hint}", finding.message),
        None => finding.message.to_owned(),
    };
    let index = Rule::ALL.iter().position(|rule| rule.name() == finding.rule);
    json!({
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity,
        "message": { "text": text },
        "locations": finding.file.iter().map(|file| location(finding, file)).collect::<Vec<_>>(),
    })
}

fn location(finding: &Finding<'_>, file: &str) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(file) } });
    if let Some(line) = finding.line {
        physical["region"] = json!({ "startLine": line });
    }
    if let Some([start, end]) = finding.columns {
        physical["region"]["startColumn"] = json!(start);
        physical["region"]["endColumn"] = json!(end);
    }
    json!({ "physicalLocation": physical })
}

fn uri(file: &str) -> String {
    let path = utf8_percent_encode(file, PATH);
    if file.starts_with('/') { format!("file://{path}") } else { path.to_string() }
}
