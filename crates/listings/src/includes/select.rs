//! The lines that an include names, by mdBook's rules, and whether they are what its author meant.

use crate::directive::{Fault, list};
use crate::program::{NoAnchor, Program};
use bindery_diagnostic::nearest;

/// Lines with their numbers, counted from 1.
type Lines<'c> = Vec<(u32, &'c str)>;

/// What `{{#include file:part}}` shows.
pub(super) enum Selected<'c> {
    /// These lines.
    Lines(Lines<'c>),
    /// These lines, but hardly what was meant.
    Doubtful(Lines<'c>, Fault),
    /// Nothing.
    Nothing(Fault),
}

/// The lines of `content`, the file `path`, that `part` names: an anchor, `3`, `3:5`, `3:`, `:5`.
pub(super) fn select<'c>(content: &'c str, path: &str, part: &str) -> Selected<'c> {
    let all: Lines<'_> = (1..).zip(content.lines()).collect();
    let mut ends = part.split(':');
    let (first, second) = (ends.next().unwrap_or_default(), ends.next());
    let start = match first.parse::<usize>() {
        Ok(start) => start.max(1),
        Err(_) if first.is_empty() => 1,
        Err(_) => return anchor(content, all, path, first),
    };
    let end = match second.map(str::parse::<usize>) {
        Some(Ok(end)) => end,
        None if !first.is_empty() => start,
        _ => usize::MAX,
    };
    let count = all.len();
    let fault = |message: String, hint: &str| Fault::new(message, format!(":{part}"), hint);
    if end < start {
        let message = format!("the range {start} to {end} is empty");
        return Selected::Nothing(fault(message, "the first line comes first"));
    }
    let hint = "name the lines by an anchor: `ANCHOR: name` and `ANCHOR_END: name`";
    if start > count && !part.is_empty() {
        let message = format!("`{path}` has no line {start}: it has {count}");
        return Selected::Nothing(fault(message, hint));
    }
    let lines = all.into_iter().skip(start - 1).take(end - start + 1).collect();
    if end != usize::MAX && end > count {
        let message = format!("`{path}` has no line {end}: it has {count}");
        return Selected::Doubtful(lines, fault(message, hint));
    }
    Selected::Lines(lines)
}

fn anchor<'c>(content: &'c str, all: Lines<'c>, path: &str, name: &str) -> Selected<'c> {
    let program = Program::read(content);
    let fault = |message: String, hint: String| Fault::new(message, format!(":{name}"), hint);
    match program.first_part(name) {
        Ok(range) => {
            let numbers = program.lines[range].iter().map(|line| line.number as usize);
            Selected::Lines(numbers.map(|number| all[number - 1]).collect())
        }
        Err(NoAnchor::Missing) => {
            let names = program.anchor_names();
            let hint = match nearest(name, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if names.is_empty() => "it has none".to_owned(),
                None => format!("it has {}", list(names)),
            };
            Selected::Nothing(fault(format!("`{path}` has no anchor `{name}`"), hint))
        }
        Err(NoAnchor::Unclosed { opened, .. } | NoAnchor::Twice { first: opened, .. }) => {
            let message =
                format!("the anchor `{name}` opens in line {opened} of `{path}` and isn't closed");
            let hint = format!("add `ANCHOR_END: {name}` after its last line");
            let lines = all.into_iter().skip(opened as usize).collect();
            Selected::Doubtful(lines, fault(message, hint))
        }
    }
}
