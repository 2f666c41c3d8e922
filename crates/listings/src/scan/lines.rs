//! Places in a source, by line.

use super::Fence;
use std::ops::Range;

/// The lines of a source, by byte.
pub(super) struct Lines<'s> {
    source: &'s str,
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    pub fn new(source: &'s str) -> Self {
        let starts = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1));
        Lines { source, starts: starts.collect() }
    }

    fn index(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at) - 1
    }

    pub fn line(&self, at: usize) -> u32 {
        u32::try_from(self.index(at) + 1).unwrap_or(u32::MAX)
    }

    pub fn start(&self, at: usize) -> usize {
        self.starts[self.index(at)]
    }

    /// The end of the line that holds byte `at`, before its line feed.
    pub fn end(&self, at: usize) -> usize {
        let end = self.starts.get(self.index(at) + 1).map_or(self.source.len(), |next| next - 1);
        if self.source[at..end].ends_with('\r') { end - 1 } else { end }
    }

    /// The fenced code block at `range`, still without its code.
    pub fn fence(&self, range: &Range<usize>, info: &str) -> Fence {
        let opening = &self.source[range.start..self.end(range.start)];
        let mark = opening.chars().next().unwrap_or('`');
        let width = opening.len() - opening.trim_start_matches(mark).len();
        let first = self.index(range.start) + 1;
        let body_start = self.starts.get(first).copied().unwrap_or(range.end).min(range.end);
        let last = self.start(range.end.saturating_sub(1).max(range.start));
        let end_line = self.source[last..range.end].trim_start_matches([' ', '\t', '>']).trim_end();
        let closed =
            last >= body_start && end_line.len() >= width && end_line.chars().all(|c| c == mark);
        let prefix = self.source[self.start(range.start)..range.start]
            .chars()
            .map(|c| if matches!(c, '>' | '\t') { c } else { ' ' })
            .collect();
        Fence {
            info: info.to_owned(),
            code: String::new(),
            code_line: u32::try_from(first + 1).unwrap_or(u32::MAX),
            body: body_start..if closed { last } else { range.end },
            prefix,
            closed,
        }
    }
}
