//! Recordings put into the place of older ones; every other byte of the file stays.

use crate::Change;
use bindery_diagnostic::{Diagnostic, Place};
use std::cmp::Reverse;
use std::fs;
use std::ops::Range;
use std::path::Path;

/// A new text for a part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Patch {
    /// The bytes that it replaces: whole lines.
    pub(crate) range: Range<usize>,
    /// What stands before each line in the file.
    pub(crate) prefix: String,
    /// The lines, without the prefix.
    pub(crate) text: String,
    /// The words of the fence in the line above it, where they change.
    pub(crate) info: Option<String>,
    /// What is new in it, for a person.
    pub(crate) diff: String,
}

/// Writes the patches of a file.
pub(crate) fn rewrite(file: &Path, mut patches: Vec<Patch>) -> Result<Change, Diagnostic> {
    let fail = |error: std::io::Error| {
        Diagnostic::error(format!("the recording can't be written: {error}")).at(Place::file(file))
    };
    let mut source = fs::read_to_string(file).map_err(fail)?;
    let line_end = if source.contains("\r\n") { "\r\n" } else { "\n" };
    // From the end, so that what comes before keeps its bytes' numbers.
    patches.sort_by_key(|patch| Reverse(patch.range.start));
    let mut diffs = Vec::new();
    for patch in patches {
        let mut lines = String::new();
        for line in patch.text.lines() {
            // No spaces for the sake of indentation at the end of an empty line.
            let prefix = if line.is_empty() { patch.prefix.trim_end() } else { &patch.prefix };
            lines.extend([prefix, line, line_end]);
        }
        let start = patch.range.start;
        source.replace_range(patch.range, &lines);
        if let Some(info) = patch.info {
            let above = source[..start].trim_end();
            let words = above.rfind(['`', '~']).map_or(above.len(), |fence| fence + 1);
            source.replace_range(words..above.len(), &info);
        }
        diffs.push(patch.diff);
    }
    diffs.reverse();
    crate::write_whole(file, &source).map_err(fail)?;
    Ok(Change { file: file.to_owned(), diff: diffs.concat() })
}
