//! mdBook's `{{#include}}` inside a snippet, expanded with the places that its lines come from.

use bindery_diagnostic::{Diagnostic, Place};
use regex::Regex;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// A line of a snippet and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CodeLine {
    pub(crate) text: String,
    pub(crate) place: Place,
}

static INCLUDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*\{\{\s*#(include|rustdoc_include|playground)\s+([^\s:}]+)(?::([^\s}]*))?[^}]*\}\}\s*$")
        .expect("a valid expression")
});

static ANCHOR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"ANCHOR(_END)?:\s*([\w-]+)").expect("a valid expression"));

/// `line` itself, or the lines of the file that it includes. Paths begin at the chapter's folder.
pub(crate) fn expand(line: CodeLine, chapter: &Path) -> Result<Vec<CodeLine>, Diagnostic> {
    let Some(found) = INCLUDE.captures(&line.text) else { return Ok(vec![line]) };
    let file = chapter.parent().unwrap_or(Path::new("")).join(&found[2]);
    let text = fs::read_to_string(&file).map_err(|error| {
        Diagnostic::error(format!("the included file can't be read: {error}"))
            .at(line.place.clone())
            .culprit(&found[2])
    })?;
    let lines = (1..).zip(text.lines()).map(|(number, text)| CodeLine {
        text: text.to_owned(),
        place: Place::line(&file, number),
    });
    // The rest of a `rustdoc_include` is hidden from the reader, and compiled all the same.
    let part = found.get(3).map_or("", |part| part.as_str());
    if part.is_empty() || &found[1] == "rustdoc_include" {
        return Ok(lines.filter(|line| !ANCHOR.is_match(&line.text)).collect());
    }
    let selected = match range(part) {
        Some((first, last)) => {
            lines.filter(|line| line.place.line.is_some_and(|n| first <= n && n <= last)).collect()
        }
        None => anchored(lines, part),
    };
    if selected.is_empty() {
        return Err(Diagnostic::error(format!("the included file has nothing at `{part}`"))
            .at(line.place)
            .culprit(part));
    }
    Ok(selected)
}

/// `3`, `3:5`, `:5` and `3:` as first and last line.
fn range(part: &str) -> Option<(u32, u32)> {
    let number =
        |text: &str, open: u32| if text.is_empty() { Some(open) } else { text.parse().ok() };
    match part.split_once(':') {
        Some((first, last)) => Some((number(first, 1)?, number(last, u32::MAX)?)),
        None => part.parse().ok().map(|line| (line, line)),
    }
}

fn anchored(lines: impl Iterator<Item = CodeLine>, name: &str) -> Vec<CodeLine> {
    let mut inside = false;
    let mut selected = Vec::new();
    for line in lines {
        match ANCHOR.captures(&line.text) {
            Some(found) if &found[2] == name => inside = found.get(1).is_none(),
            Some(_) => {}
            None if inside => selected.push(line),
            None => {}
        }
    }
    selected
}

#[cfg(test)]
mod tests {
    use super::*;

    fn included(line: &str) -> Result<Vec<u32>, String> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join("a.rs"),
            "one\n// ANCHOR: x\ntwo\n// ANCHOR: y\nthree\n// ANCHOR_END: x\nfour\n",
        )
        .unwrap();
        let place = Place::line("a.md", 7);
        expand(CodeLine { text: line.to_owned(), place }, &folder.path().join("a.md"))
            .map(|lines| lines.iter().map(|line| line.place.line.unwrap()).collect())
            .map_err(|error| error.message)
    }

    #[test]
    fn lines_keep_their_places() {
        assert_eq!(included("let a = 1;"), Ok(vec![7]));
        assert_eq!(included("{{#include a.rs}}"), Ok(vec![1, 3, 5, 7]));
        assert_eq!(included("{{#include a.rs:x}}"), Ok(vec![3, 5]));
        assert_eq!(included("{{#include a.rs:3:5}}"), Ok(vec![3, 4, 5]));
        assert_eq!(included("{{#include a.rs:7}}"), Ok(vec![7]));
        assert_eq!(included("{{#rustdoc_include a.rs:x}}"), Ok(vec![1, 3, 5, 7]));
        assert!(included("{{#include a.rs:z}}").is_err());
        assert!(included("{{#include b.rs}}").is_err());
    }
}
