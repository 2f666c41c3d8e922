//! Counts the lines of an anthology, whose sections have sections.

use std::cell::Cell;
use std::error::Error;
use std::future::ready;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rt_spin::block_on;

const HELP: &str = "\
Counts the lines of an anthology, by recursion and by a list.

Usage: solution-anthology [DEPTH]

Arguments:
  [DEPTH]     How deep its sections are nested [default: 3]

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

enum Part {
    /// A poem, of so many lines.
    Poem(u32),
    Section(Vec<Part>),
}

/// Stands for a request that takes time.
async fn lines_of(poem: u32) -> u32 {
    ready(poem).await
}

/// So deep; each section has a poem of two lines and two more sections.
fn anthology(depth: u32) -> Part {
    match depth {
        0 => Part::Poem(1),
        depth => Part::Section(vec![
            Part::Poem(2),
            anthology(depth - 1),
            anthology(depth - 1),
        ]),
    }
}

/// A box for each call, and `boxes` counts them.
async fn recursive(part: &Part, boxes: &Cell<u32>) -> u32 {
    let parts = match part {
        Part::Poem(poem) => return lines_of(*poem).await,
        Part::Section(parts) => parts,
    };
    let mut sum = 0;
    for part in parts {
        boxes.update(|boxes| boxes + 1);
        sum += Box::pin(recursive(part, boxes)).await;
    }
    sum
}

/// What is left to do is in a list. No future holds another of its own kind.
async fn listed(part: &Part) -> u32 {
    let mut left = vec![part];
    let mut sum = 0;
    while let Some(part) = left.pop() {
        match part {
            Part::Poem(poem) => sum += lines_of(*poem).await,
            Part::Section(parts) => left.extend(parts),
        }
    }
    sum
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let depth = match &arguments.text_operands()?[..] {
        [] => 3,
        [depth] => depth
            .parse()
            .ok()
            .filter(|depth| *depth <= 16)
            .ok_or_else(|| UsageError::new("DEPTH is from 0 to 16"))?,
        _ => return Err(UsageError::new("takes one DEPTH").into()),
    };
    let anthology = anthology(depth);
    let boxes = Cell::new(0);
    let lines = block_on(recursive(&anthology, &boxes));
    println!("by recursion: {lines} lines, {} boxes", boxes.get());
    println!("by a list: {} lines", block_on(listed(&anthology)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_count_the_same_lines() {
        for depth in 0..8 {
            let anthology = anthology(depth);
            let boxes = Cell::new(0);
            let lines = block_on(recursive(&anthology, &boxes));
            // Two lines a section, and one at each end.
            let sections = 2_u32.pow(depth) - 1;
            assert_eq!(lines, 2 * sections + sections + 1);
            assert_eq!(block_on(listed(&anthology)), lines);
            assert_eq!(boxes.get(), 3 * sections, "one for each part but one");
        }
    }

    #[test]
    fn the_depth_is_small() {
        for words in [&["17"][..], &["deep"], &["1", "2"]] {
            let error = run(Arguments::new(words.iter().copied())).unwrap_err();
            assert!(error.is::<UsageError>());
        }
    }
}
