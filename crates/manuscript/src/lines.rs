//! Which line of the author's file a line of the preprocessed chapter came from.

use bindery_diagnostic::Place;
use similar::{Algorithm, ChangeTag, TextDiff};
use std::collections::HashSet;
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
    // Of empty lines nobody can say which is which.
    let numbered = (1..).zip(source.lines()).filter(|(_, line)| !line.trim().is_empty());
    let (numbers, written): (Vec<u32>, Vec<&str>) = numbered.unzip();
    let known: HashSet<&str> = written.iter().copied().collect();
    // What a preprocessor has put in has few lines of the source: a comparison without the others is
    // quick, however much there is of them.
    let kept: Vec<&str> = markdown.lines().filter(|line| known.contains(line)).collect();
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Patience)
        // A place that is a little off beats a build that hangs on two unlike files.
        .timeout(Duration::from_millis(500))
        .diff_slices(&written, &kept);
    // For each kept line the source's line, and the first of those that are gone before it: from there
    // on, what was put in may have come from any of them.
    let mut kept = Vec::new();
    let (mut last, mut gone) = (1, None);
    for change in diff.iter_all_changes() {
        let line = change.old_index().map(|at| numbers[at]);
        match change.tag() {
            ChangeTag::Delete => gone = gone.or(line),
            ChangeTag::Insert => kept.push((gone.unwrap_or(last), gone.unwrap_or(last))),
            ChangeTag::Equal => {
                let before = gone.take().unwrap_or(last);
                last = line.unwrap_or(last);
                kept.push((before, last));
            }
        }
    }
    let after = gone.unwrap_or(last);
    let mut kept = kept.into_iter().peekable();
    let lines = markdown.lines().map(|line| match known.contains(line) {
        true => kept.next().map_or(after, |(_, line)| line),
        false => kept.peek().map_or(after, |(before, _)| *before),
    });
    lines.collect()
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

    #[test]
    fn much_that_is_put_in_moves_no_line() {
        let (mut source, mut markdown, mut expected) = (String::new(), String::new(), Vec::new());
        for paragraph in 0..300 {
            let first = paragraph * 4 + 1;
            source += &format!("Paragraph {paragraph}.\n\n{{{{#listing {paragraph}}}}}\n\n");
            markdown += &format!("Paragraph {paragraph}.\n\n");
            expected.push(first);
            for line in 0..100 {
                markdown += &format!("{line} of {}\n\n", paragraph % 7);
                expected.push(first + 2);
            }
        }
        let lines = map_lines(&source, &markdown);
        let filled = lines.iter().zip(markdown.lines()).filter(|(_, line)| !line.is_empty());
        assert_eq!(filled.map(|(found, _)| *found).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_line_that_was_changed_comes_from_the_first_of_those_that_are_gone() {
        let source = "one\n{{#ref x}} two\n\n{{#listing y}}\n\nthree\n";
        assert_eq!(map_lines(source, "one\nX two\nY\nthree\n"), [1, 2, 2, 6]);
    }
}
