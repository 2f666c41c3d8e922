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
    Same(&'l str),
    Added(&'l str),
    Removed(&'l str),
}

impl<'l> Change<'l> {
    fn text(self) -> &'l str {
        match self {
            Change::Same(text) | Change::Added(text) | Change::Removed(text) => text,
        }
    }
}

/// The part `shown` of `new`, as the text of a `diff` block against `old`; `None` if nothing
/// changed in that part.
///
/// Unchanged lines that are far from a change are left out, and `…` stands for them.
pub(crate) fn changes(old: &[Line], new: &[Line], shown: Range<usize>) -> Option<String> {
    let changes = compare(old, new, shown);
    if changes.iter().all(|change| matches!(change, Change::Same(_))) {
        return None;
    }
    let indent = shared_indent(changes.iter().map(|change| change.text()));
    let mut text = String::new();
    let mut rest = changes.as_slice();
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|change| matches!(change, Change::Same(_))).count();
        if same == 0 {
            push(&mut text, *first, indent);
            rest = &rest[1..];
            continue;
        }
        // Nothing is before the first line and nothing after the last that needs its context.
        let head = if text.is_empty() { 0 } else { CONTEXT };
        let tail = if same == rest.len() { 0 } else { CONTEXT };
        if same >= head + tail + WORTH_CUTTING {
            rest[..head].iter().for_each(|change| push(&mut text, *change, indent));
            let next = rest[same - tail..same].first().or(rest[..head].last());
            let next = next.map_or("", |change| change.text());
            let deep = next.len() - next.trim_start().len();
            text.push_str(&format!(" {}…\n", next.get(indent..deep).unwrap_or_default()));
            rest[same - tail..same].iter().for_each(|change| push(&mut text, *change, indent));
        } else {
            rest[..same].iter().for_each(|change| push(&mut text, *change, indent));
        }
        rest = &rest[same..];
    }
    Some(text)
}

fn push(text: &mut String, change: Change<'_>, indent: usize) {
    let (mark, line) = match change {
        Change::Same(line) => (' ', line),
        Change::Added(line) => ('+', line),
        Change::Removed(line) => ('-', line),
    };
    let line = format!("{mark}{}", line.get(indent..).unwrap_or_default());
    text.push_str(line.trim_end());
    text.push('\n');
}

/// All lines of both, as far as they belong to the part `shown` of the new ones.
fn compare<'l>(old: &'l [Line], new: &'l [Line], shown: Range<usize>) -> Vec<Change<'l>> {
    let texts = |lines: &'l [Line]| -> Vec<&'l str> {
        lines.iter().map(|line| line.text.trim_end()).collect()
    };
    let (old, new) = (texts(old), texts(new));
    let mut changes = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
        let (at, before) = (op.new_range(), op.old_range());
        let added = at.start.max(shown.start)..at.end.min(shown.end);
        if op.tag() == DiffTag::Equal {
            changes.extend(
                new[added.start.min(added.end)..added.end].iter().copied().map(Change::Same),
            );
            continue;
        }
        // What was taken away at the very edge of a part may as well belong to its neighbour.
        let whole = shown == (0..new.len());
        let within = !added.is_empty() || (shown.start < at.start && at.start < shown.end);
        if within || whole {
            changes.extend(old[before].iter().copied().map(Change::Removed));
        }
        changes
            .extend(new[added.start.min(added.end)..added.end].iter().copied().map(Change::Added));
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::changes;
    use crate::program::Program;
    use std::ops::Range;

    /// The changes between two texts, one word a line.
    fn check(old: &str, new: &str, shown: Range<usize>, expected: &str) {
        let lines = |text: &str| Program::read(&text.replace(' ', "\n")).lines;
        let changes = changes(&lines(old), &lines(new), shown).unwrap_or_default();
        assert_eq!(changes.trim_end().split('\n').collect::<Vec<_>>().join("|"), expected);
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
