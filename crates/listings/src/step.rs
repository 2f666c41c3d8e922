//! What a step of a program changes against an earlier one, line by line.

use crate::program::{Line, shared_indent};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::ops::Range;

/// How many unchanged lines are shown beside a change.
const CONTEXT: usize = 3;

/// A run of unchanged lines is cut only if the cut hides at least this many.
const WORTH_CUTTING: usize = 4;

/// A line of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change<'l> {
    Same(&'l Line),
    Added(&'l Line),
    Removed(&'l Line),
}

impl<'l> Change<'l> {
    fn text(self) -> &'l str {
        match self {
            Change::Same(line) | Change::Added(line) | Change::Removed(line) => {
                line.text.trim_end()
            }
        }
    }
}

/// The part of a step that a listing shows.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// The text of a `diff` block.
    pub text: String,
    /// For each of its lines the number in the new file; none for what was there before only, and
    /// for what stands for lines left out.
    pub numbers: Vec<Option<u32>>,
}

/// The part `shown` of `new`, as the text of a `diff` block against `old`; `None` if nothing
/// changed in that part.
///
/// Unchanged lines that are far from a change are left out, and `…` stands for them.
pub(crate) fn changes(old: &[Line], new: &[Line], shown: Range<usize>) -> Option<Changes> {
    let changes = compare(old, new, shown);
    if changes.iter().all(|change| matches!(change, Change::Same(_))) {
        return None;
    }
    let indent = shared_indent(changes.iter().map(|change| change.text()));
    let mut part = Changes::default();
    let mut rest = changes.as_slice();
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|change| matches!(change, Change::Same(_))).count();
        if same == 0 {
            part.push(*first, indent);
            rest = &rest[1..];
            continue;
        }
        // Nothing is before the first line and nothing after the last that needs its context.
        let head = if part.numbers.is_empty() { 0 } else { CONTEXT };
        let tail = if same == rest.len() { 0 } else { CONTEXT };
        if same >= head + tail + WORTH_CUTTING {
            rest[..head].iter().for_each(|change| part.push(*change, indent));
            let next = rest[same - tail..same].first().or(rest[..head].last());
            let next = next.map_or("", |change| change.text());
            let deep = next.len() - next.trim_start().len();
            part.text.push_str(&format!(" {}…\n", next.get(indent..deep).unwrap_or_default()));
            part.numbers.push(None);
            rest[same - tail..same].iter().for_each(|change| part.push(*change, indent));
        } else {
            rest[..same].iter().for_each(|change| part.push(*change, indent));
        }
        rest = &rest[same..];
    }
    Some(part)
}

impl Changes {
    fn push(&mut self, change: Change<'_>, indent: usize) {
        let (mark, number) = match change {
            Change::Same(line) => (' ', Some(line.number)),
            Change::Added(line) => ('+', Some(line.number)),
            Change::Removed(_) => ('-', None),
        };
        let line = format!("{mark}{}", change.text().get(indent..).unwrap_or_default());
        self.text.push_str(line.trim_end());
        self.text.push('\n');
        self.numbers.push(number);
    }
}

/// All lines of both, as far as they belong to the part `shown` of the new ones.
fn compare<'l>(old: &'l [Line], new: &'l [Line], shown: Range<usize>) -> Vec<Change<'l>> {
    let texts = |lines: &'l [Line]| -> Vec<&'l str> {
        lines.iter().map(|line| line.text.trim_end()).collect()
    };
    let mut changes = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &texts(old), &texts(new)) {
        let (at, before) = (op.new_range(), op.old_range());
        let added = at.start.max(shown.start)..at.end.min(shown.end);
        if op.tag() == DiffTag::Equal {
            changes.extend(new[added.start.min(added.end)..added.end].iter().map(Change::Same));
            continue;
        }
        // What was taken away at the very edge of a part may as well belong to its neighbour.
        let whole = shown == (0..new.len());
        let within = !added.is_empty() || (shown.start < at.start && at.start < shown.end);
        if within || whole {
            changes.extend(old[before].iter().map(Change::Removed));
        }
        changes.extend(new[added.start.min(added.end)..added.end].iter().map(Change::Added));
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::{Changes, changes};
    use crate::program::Program;
    use std::ops::Range;

    /// The changes between two texts, one word a line.
    fn check(old: &str, new: &str, shown: Range<usize>, expected: &str) {
        let text = between(old, new, shown).text;
        assert_eq!(text.trim_end().split('\n').collect::<Vec<_>>().join("|"), expected);
    }

    fn between(old: &str, new: &str, shown: Range<usize>) -> Changes {
        let lines = |text: &str| Program::read(&text.replace(' ', "\n")).lines;
        changes(&lines(old), &lines(new), shown).unwrap_or_default()
    }

    #[test]
    fn lines_that_are_in_the_new_file_keep_their_numbers() {
        let part = between("a b c d e f g X n", "a b c d e f g Y Z n", 0..10);
        let numbers = [None, Some(5), Some(6), Some(7), None, Some(8), Some(9), Some(10)];
        assert_eq!(part.text, " …\n e\n f\n g\n-X\n+Y\n+Z\n n\n");
        assert_eq!(part.numbers, numbers);
    }

    #[test]
    fn far_lines_are_left_out_at_both_ends() {
        let (old, new) = ("a b c d e f g X n o p q r s t", "a b c d e f g Y n o p q r s t");
        check(old, new, 0..15, " …| e| f| g|-X|+Y| n| o| p| …");
        // Three lines are not worth a cut.
        check("a b c d e f X", "a b c d e f Y", 0..7, " a| b| c| d| e| f|-X|+Y");
        check("X a b c d e f", "Y a b c d e f", 0..7, "-X|+Y| a| b| c| d| e| f");
    }

    #[test]
    fn a_part_has_the_changes_within_it() {
        check("a b c d e", "a b d e", 1..3, " b|-c| d");
        check("a b c d e", "a X c Y e", 2..5, " c|-d|+Y| e");
        check("a b c d e", "a b c d e f", 1..3, "");
    }

    #[test]
    fn what_is_gone_at_the_edge_of_a_part_is_its_neighbours() {
        check("a b c d", "a c d", 1..3, "");
        check("a b c d", "b c d", 0..3, "-a| b| c| d");
    }
}
