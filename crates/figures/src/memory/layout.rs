//! Where rows and cells stand, and the drawing of them.

use bindery_diagnostic::Diagnostic;

use super::arrows::{self, Arrow, Channels};
use super::{Memory, Row};
use crate::frame::WIDTH;
use crate::ink::text;
use crate::line::{crosses, pieces};
use crate::metrics;
use crate::svg::Element;
use crate::texture::{Lines, Rect, hatch};

/// The line with the name of a row, the height of its cells, and the line with their offsets.
const NAME: f64 = 28.0;
pub(super) const CELL: f64 = 38.0;
const OFFSETS: f64 = 24.0;

/// Room below a row, and on its right for arrows that pass by other rows.
const BELOW: f64 = 10.0;
const ASIDE: f64 = 26.0;

/// Room beside the name of a cell.
const PADDING: f64 = 8.0;

/// The cells of all rows, in pixels.
#[derive(Debug)]
pub(super) struct Layout<'m> {
    pub(super) memory: &'m Memory,
    /// Row by row.
    pub(super) cells: Vec<Vec<Placed>>,
    pub(super) channels: Channels,
    height: f64,
}

/// A cell, or a gap between cells.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    name: String,
    offset: u64,
    pub(super) rect: Rect,
}

impl<'m> Layout<'m> {
    pub(super) fn new(memory: &'m Memory) -> Result<Layout<'m>, Diagnostic> {
        let channels = Channels::of(memory)?;
        let room = WIDTH - 2.0 - if channels.passes_by() { ASIDE } else { 0.0 };
        let largest = memory.row.iter().map(Row::size).max().unwrap_or(0).max(1);
        let (mut y, mut cells) = (0.0, Vec::new());
        for (number, row) in memory.row.iter().enumerate() {
            y += channels.above(number) + NAME;
            let share = room * row.size() as f64 / largest as f64;
            cells.push(place(row, y, share, room)?);
            y += CELL + OFFSETS + BELOW;
        }
        y += channels.above(memory.row.len()) - BELOW;
        match memory.row.is_empty() {
            true => Err(Diagnostic::error("there is no row")),
            false => Ok(Layout { memory, cells, channels, height: y }),
        }
    }

    /// The channel above a row: its top.
    pub(super) fn channel(&self, number: usize) -> f64 {
        match self.cells.get(number).and_then(|row| row.first()) {
            Some(first) => first.rect.y - NAME - self.channels.above(number),
            None => self.height - self.channels.above(number),
        }
    }

    pub(super) fn draw(&self) -> (Vec<Element>, f64) {
        let mut children = Vec::new();
        let arrows = arrows::of(self);
        let mut names = Vec::new();
        for (row, cells) in self.memory.row.iter().zip(&self.cells) {
            let mut group = Element::new("g").attr("class", "fig-row");
            let Some(first) = cells.first() else { continue };
            let middle = first.rect.y - NAME / 2.0 - 1.0;
            let at = row.at.iter().map(|at| format!(" at {at}")).collect::<String>();
            let gone = if row.gone { ", no longer there" } else { "" };
            let name = format!("{}{at}, {} bytes{gone}", row.name, row.size());
            let width = metrics::width(&name);
            let x = beside(&arrows, middle, width);
            names.push(Rect { x, y: middle - 10.0, width: width + 4.0, height: 20.0 });
            group.push(text(&name, x, middle).attr("class", "fig-name"));
            for cell in cells {
                group.extend(drawn(cell, row.gone));
                let offset = cell.offset.to_string();
                let y = cell.rect.y + CELL + OFFSETS / 2.0;
                let width = metrics::width(&offset);
                names.push(Rect { x: cell.rect.x, y: y - 9.0, width: width + 4.0, height: 18.0 });
                group.push(text(&offset, cell.rect.x + 1.0, y));
            }
            children.push(group);
        }
        children.extend(arrows::draw(&arrows, &names));
        (children, self.height + 2.0)
    }
}

/// The left end of a name of this width whose middle is at the height `y`: where no arrow goes through
/// it, if there is such a place.
fn beside(arrows: &[Arrow], y: f64, width: f64) -> f64 {
    let pieces = || arrows.iter().flat_map(|(path, _)| pieces(path));
    let free = |x: &f64| {
        let rect = Rect { x: x - 6.0, y: y - 6.0, width: width + 12.0, height: 12.0 };
        x + width <= WIDTH && !pieces().any(|piece| crosses(piece, &rect))
    };
    (0..WIDTH as u32).step_by(5).map(|x| f64::from(x) + 1.0).find(free).unwrap_or(1.0)
}

/// The cells of a row, `share` pixels wide together, or wider for the sake of their names.
fn place(row: &Row, y: f64, share: f64, room: f64) -> Result<Vec<Placed>, Diagnostic> {
    let mut parts: Vec<(u64, u64, String)> = Vec::new();
    let mut next = 0;
    for (offset, cell) in row.offsets()? {
        if offset > next {
            parts.push((next, offset - next, String::new()));
        }
        parts.push((offset, cell.size, cell.name.clone()));
        next = offset + cell.size;
    }
    let least = |(offset, _, name): &(u64, u64, String)| {
        let offset = metrics::width(&offset.to_string()) + 2.0 * PADDING;
        (metrics::width(name) + 2.0 * PADDING).max(offset).max(30.0)
    };
    let needs: f64 = parts.iter().map(least).sum();
    if needs > room {
        let message = format!("the cells need {needs:.0} pixels; {room:.0} is the most");
        return Err(Diagnostic::error(message).culprit(&row.name));
    }
    let more = (share - needs).max(0.0) / row.size().max(1) as f64;
    let mut x = 1.0;
    let placed = parts.into_iter().map(|part| {
        let width = least(&part) + more * part.1 as f64;
        let rect = Rect { x, y, width, height: CELL };
        x += width;
        Placed { name: part.2, offset: part.0, rect }
    });
    Ok(placed.collect())
}

fn drawn(cell: &Placed, gone: bool) -> Vec<Element> {
    let rect = cell.rect;
    let outline = Element::new("rect")
        .at("x", rect.x)
        .at("y", rect.y)
        .at("width", rect.width)
        .at("height", rect.height)
        .attr("fill", "none")
        .attr("stroke", "currentColor");
    let mut all = vec![if gone { outline.attr("stroke-dasharray", "4 3") } else { outline }];
    if cell.name.is_empty() {
        let mut d = String::new();
        hatch(rect, Lines::Rising, 9.0, &mut d);
        let lines = Element::new("path").attr("d", d).attr("fill", "none");
        all.push(lines.attr("stroke", "currentColor").attr("stroke-opacity", "0.4"));
    } else {
        let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
        all.push(text(&cell.name, x, y).attr("text-anchor", "middle"));
    }
    all
}

impl Placed {
    /// Whether it is the cell of that name, and no gap.
    pub(super) fn is(&self, name: &str) -> bool {
        !name.is_empty() && self.name == name
    }
}
