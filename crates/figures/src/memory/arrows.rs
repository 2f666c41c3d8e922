//! Pointers: arrows through the channels between rows.

use std::collections::BTreeMap;

use bindery_diagnostic::Diagnostic;

use super::Memory;
use super::layout::Layout;
use crate::frame::WIDTH;
use crate::line;
use crate::svg::Element;
use crate::texture::Rect;

/// The height of an arrow in a channel.
const TRACK: f64 = 14.0;

/// Between arrows that leave from or come to one cell.
const APART: f64 = 12.0;

/// A pointer: the names of its cell and of the one it points to, and their rows.
#[derive(Debug, Clone)]
struct Pointer {
    from: (usize, String),
    to: (usize, String),
}

/// How many arrows go through each channel; a channel has the number of the row below it.
#[derive(Debug, Default)]
pub(super) struct Channels {
    pointers: Vec<Pointer>,
    taken: BTreeMap<usize, usize>,
}

impl Pointer {
    /// The channels that it goes through, the first and the last.
    fn channels(&self) -> (usize, usize) {
        let (from, to) = (self.from.0, self.to.0);
        match from.cmp(&to) {
            std::cmp::Ordering::Equal => (from + 1, from + 1),
            std::cmp::Ordering::Less => (from + 1, to),
            std::cmp::Ordering::Greater => (from, to + 1),
        }
    }
}

impl Channels {
    pub(super) fn of(memory: &Memory) -> Result<Channels, Diagnostic> {
        let mut all = Channels::default();
        for (number, row) in memory.row.iter().enumerate() {
            for cell in &row.cells {
                let Some(to) = &cell.to else { continue };
                let (to_row, to_cell) = memory.find(to)?;
                let to_name = memory.row[to_row].cells[to_cell].name.clone();
                let pointer = Pointer { from: (number, cell.name.clone()), to: (to_row, to_name) };
                let (first, last) = pointer.channels();
                *all.taken.entry(first).or_default() += 1;
                if last != first {
                    *all.taken.entry(last).or_default() += 1;
                }
                all.pointers.push(pointer);
            }
        }
        Ok(all)
    }

    /// The height of the channel above a row.
    pub(super) fn above(&self, row: usize) -> f64 {
        self.taken.get(&row).map_or(0.0, |taken| *taken as f64 * TRACK + 6.0)
    }

    /// Whether an arrow passes by a row between its ends.
    pub(super) fn passes_by(&self) -> bool {
        self.pointers.iter().any(|pointer| pointer.channels().0 != pointer.channels().1)
    }
}

/// An arrow: its corners, and what it means.
pub(super) type Arrow = (Vec<(f64, f64)>, String);

/// The arrows, with gaps where there is text.
pub(super) fn draw(arrows: &[Arrow], texts: &[Rect]) -> Vec<Element> {
    let drawn = arrows.iter().map(|(path, tooltip)| {
        let mut group = Element::new("g").attr("class", "fig-pointer");
        group.push(Element::new("title").text(tooltip));
        let dot = Element::new("circle").at("cx", path[0].0).at("cy", path[0].1).at("r", 3.0);
        group.push(dot.attr("fill", "currentColor"));
        group.extend(line::arrow(path, texts, false));
        group
    });
    drawn.collect()
}

/// Where the arrows go.
pub(super) fn of(layout: &Layout<'_>) -> Vec<Arrow> {
    let mut tracks: BTreeMap<usize, usize> = BTreeMap::new();
    let mut comes: BTreeMap<(usize, String), usize> = BTreeMap::new();
    let mut aside = WIDTH - 4.0;
    let mut all = Vec::new();
    for pointer in &layout.channels.pointers {
        let cell = |(row, name): &(usize, String)| {
            layout.cells[*row].iter().find(|cell| cell.is(name)).map(|cell| cell.rect)
        };
        let (Some(from), Some(to)) = (cell(&pointer.from), cell(&pointer.to)) else { continue };
        let down = pointer.from.0 <= pointer.to.0;
        let below = pointer.to.0 <= pointer.from.0;
        let nth = comes.entry(pointer.to.clone()).or_default();
        // Beside the offset, which stands at the left.
        let from_x = from.x + from.width * 0.7;
        let to_x = (to.x + to.width * 0.55 - *nth as f64 * APART).max(to.x + to.width * 0.3);
        *nth += 1;
        let start = (from_x, if down { from.y + from.height } else { from.y });
        let end = (to_x, if below { to.y + to.height } else { to.y });
        let mut level = |channel: usize| {
            let track = tracks.entry(channel).or_default();
            *track += 1;
            layout.channel(channel) + *track as f64 * TRACK - 2.0
        };
        let (first, last) = pointer.channels();
        let y = level(first);
        let path = match first == last {
            true => vec![start, (start.0, y), (end.0, y), end],
            false => {
                let (x, second) = (aside, level(last));
                aside -= 8.0;
                vec![start, (start.0, y), (x, y), (x, second), (end.0, second), end]
            }
        };
        let (row, to_row) = (&layout.memory.row[pointer.from.0], &layout.memory.row[pointer.to.0]);
        let tooltip = format!(
            "{}'s {} points to {}'s {}",
            row.name, pointer.from.1, to_row.name, pointer.to.1
        );
        all.push((path, tooltip));
    }
    all
}
