//! A file of a listing: its lines without the anchors' own, and where the anchors are.

use crate::directive::is_anchor_char;
use std::ops::Range;

/// A file, taken apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct Program {
    /// The lines, without those that open or close an anchor.
    pub lines: Vec<Line>,
    /// The anchors in the order in which they open; a name may come twice.
    pub anchors: Vec<Anchor>,
    /// What is closed without being open: the name and the line.
    stray_ends: Vec<(String, u32)>,
}

/// A line of the file, counted from 1 with those of the anchors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub number: u32,
    pub text: String,
}

/// An anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub name: String,
    /// The line that opens it, counted from 1.
    pub opened: u32,
    /// Its part of [`Program::lines`].
    pub start: usize,
    /// Where it ends in [`Program::lines`], if it is closed.
    pub end: Option<usize>,
}

/// Why an anchor can't be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoAnchor {
    /// The file has no such anchor.
    Missing,
    /// It opens at this line and is never closed; the file closes this other name instead.
    Unclosed { opened: u32, stray: Option<(String, u32)> },
    /// It opens here and there.
    Twice { first: u32, second: u32 },
}

impl Program {
    pub fn read(text: &str) -> Program {
        let mut program = Program::default();
        for (number, text) in (1..).zip(text.lines()) {
            if let Some(name) = anchor_name(text, "ANCHOR_END:") {
                let open = |anchor: &&mut Anchor| anchor.name == name && anchor.end.is_none();
                let end = program.lines.len();
                match program.anchors.iter_mut().find(open) {
                    Some(anchor) => anchor.end = Some(end),
                    None => program.stray_ends.push((name.to_owned(), number)),
                }
            } else if let Some(name) = anchor_name(text, "ANCHOR:") {
                let start = program.lines.len();
                let name = name.to_owned();
                program.anchors.push(Anchor { name, opened: number, start, end: None });
            } else {
                program.lines.push(Line { number, text: text.to_owned() });
            }
        }
        program
    }

    /// The lines of the anchor, as a part of [`Program::lines`].
    pub fn anchor(&self, name: &str) -> Result<Range<usize>, NoAnchor> {
        let mut named = self.anchors.iter().filter(|anchor| anchor.name == name);
        let anchor = named.next().ok_or(NoAnchor::Missing)?;
        if let Some(second) = named.next() {
            return Err(NoAnchor::Twice { first: anchor.opened, second: second.opened });
        }
        self.range(anchor)
    }

    /// The lines of the anchor's first part: what mdBook's `{{#include}}` shows of it.
    pub fn first_part(&self, name: &str) -> Result<Range<usize>, NoAnchor> {
        let mut named = self.anchors.iter().filter(|anchor| anchor.name == name);
        self.range(named.next().ok_or(NoAnchor::Missing)?)
    }

    fn range(&self, anchor: &Anchor) -> Result<Range<usize>, NoAnchor> {
        match anchor.end {
            Some(end) => Ok(anchor.start..end),
            None => {
                let stray = self.stray_ends.iter().find(|(_, line)| *line > anchor.opened);
                Err(NoAnchor::Unclosed { opened: anchor.opened, stray: stray.cloned() })
            }
        }
    }

    /// The names of the anchors, each once, in the order of the file.
    pub fn anchor_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for anchor in &self.anchors {
            if !names.contains(&anchor.name.as_str()) {
                names.push(&anchor.name);
            }
        }
        names
    }
}

/// The name after `mark` in a line, by the rules of mdBook's `{{#include}}`.
fn anchor_name<'l>(line: &'l str, mark: &str) -> Option<&'l str> {
    let after = line[line.find(mark)? + mark.len()..].trim_start();
    let name = &after[..after.find(|c| !is_anchor_char(c)).unwrap_or(after.len())];
    (!name.is_empty()).then_some(name)
}

/// The lines without blank ones at either end, and without the indentation that all share.
pub(crate) fn trim_block(lines: &[Line]) -> Vec<Line> {
    let is_blank = |line: &Line| line.text.trim().is_empty();
    let Some(first) = lines.iter().position(|line| !is_blank(line)) else {
        return Vec::new();
    };
    let last = lines.iter().rposition(|line| !is_blank(line)).unwrap_or(first);
    let lines = &lines[first..=last];
    let shared = shared_indent(lines.iter().map(|line| line.text.as_str()));
    let cut = |line: &Line| Line {
        number: line.number,
        text: line.text.get(shared..).unwrap_or_default().trim_end().to_owned(),
    };
    lines.iter().map(cut).collect()
}

/// How many bytes of white space all lines that aren't blank begin with.
pub(crate) fn shared_indent<'l>(lines: impl Iterator<Item = &'l str>) -> usize {
    let mut indents = lines
        .filter(|line| !line.trim().is_empty())
        .map(|line| &line[..line.len() - line.trim_start().len()]);
    let Some(first) = indents.next() else {
        return 0;
    };
    let shared = |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let shortest = indents.map(|indent| shared(first, indent)).min().unwrap_or(first.len());
    // A no-break space is white space of more than one byte: don't cut it in two.
    (0..=shortest).rev().find(|at| first.is_char_boundary(*at)).unwrap_or(0)
}
