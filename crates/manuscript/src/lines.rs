//! Which line of the author's file a line of the preprocessed chapter came from.

use bindery_diagnostic::Place;
use similar::{Algorithm, ChangeTag, TextDiff};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Lines of a chapter's Markdown → lines of its source file.
#[derive(Debug, Clone)]
pub(crate) struct LineMap {
    file: PathBuf,
    source: String,
    /// For each line of the Markdown the line of the source, both from 1; empty when they agree.
    lines: Vec<u32>,
}

impl LineMap {
    /// Compares the Markdown with the file it came from; without one, its own lines count.
    pub(crate) fn new(file: &Path, source: Option<String>, markdown: &str) -> LineMap {
        let lines = match &source {
            Some(source) if source != markdown => map_lines(source, markdown),
            _ => Vec::new(),
        };
        let source = source.unwrap_or_else(|| markdown.to_owned());
        LineMap { file: file.to_owned(), source, lines }
    }

    /// The source line that line `line` (from 1) of the Markdown came from or was put in after.
    pub(crate) fn source_line(&self, line: u32) -> u32 {
        let known = self.lines.get(line as usize - 1).or(self.lines.last());
        known.copied().unwrap_or(line)
    }

    /// A line of the source file.
    pub(crate) fn place(&self, source_line: u32) -> Place {
        match source_line {
            0 => Place::file(&self.file),
            line => Place::line(&self.file, line),
        }
    }

    /// The first line from `source_line` on that holds `text`, if one of the next few does.
    pub(crate) fn near(&self, source_line: u32, text: &str) -> Place {
        let skipped = (source_line as usize).saturating_sub(1);
        let mut next = self.source.lines().skip(skipped).take(40);
        match next.position(|line| line.contains(text)) {
            Some(at) => Place::line(&self.file, (skipped + at) as u32 + 1),
            None => self.place(source_line),
        }
    }

    /// The first line of the source that holds `text`, else the whole file.
    pub(crate) fn find(&self, text: &str) -> Place {
        match self.source.lines().position(|line| line.contains(text)) {
            Some(at) => Place::line(&self.file, at as u32 + 1),
            None => Place::file(&self.file),
        }
    }
}

fn map_lines(source: &str, markdown: &str) -> Vec<u32> {
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Patience)
        // A place that is a little off beats a build that hangs on two unlike files.
        .timeout(Duration::from_millis(500))
        .diff_lines(source, markdown);
    let mut lines = Vec::new();
    let mut last = 1;
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => {
                last = change.old_index().map_or(last, |at| at as u32 + 1);
                lines.push(last);
            }
            ChangeTag::Delete => last = change.old_index().map_or(last, |at| at as u32 + 1),
            ChangeTag::Insert => lines.push(last),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_put_in_belong_to_the_directive_they_replace() {
        let source = "one\n{{#include x}}\nthree\n";
        let map = LineMap::new(Path::new("a.md"), Some(source.into()), "one\nx\ny\nz\nthree\n");
        let found: Vec<_> = (1..=5).map(|line| map.source_line(line)).collect();
        assert_eq!(found, [1, 2, 2, 2, 3]);
    }
}
