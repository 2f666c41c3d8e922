//! Where the boxes of a graph stand, and where arrows leave them.

use std::collections::BTreeMap;

use super::route::{Side, Way};
use super::tracks::tracks;
use super::{Edge, Graph};
use crate::frame::WIDTH;
use crate::metrics;
use crate::texture::Rect;

/// Room in a box beside its label, and the least width and height of a box.
const PADDING: f64 = 12.0;
const NARROWEST: f64 = 56.0;
const LOWEST: f64 = 38.0;

/// Between two arrows that leave a box at one side: beside each other, and one above the other.
const APART: f64 = 16.0;
const ABOVE: f64 = 24.0;

/// The least room between two columns, and between two rows.
const GAP: f64 = 48.0;
const CHANNEL: f64 = 50.0;

/// Room above the first row and below the last one: a label may stand a little higher than its row.
const OUTSIDE: f64 = 5.0;

/// The height of an arrow in a channel, with its label; and of the rest of that channel.
const TRACK: f64 = 26.0;
const REST: f64 = 26.0;

/// The length of the arrow that leads to the start.
pub(super) const START: f64 = 36.0;

/// Boxes and arrows, in pixels.
#[derive(Debug)]
pub(super) struct Layout<'g> {
    pub(super) graph: &'g Graph,
    pub(super) boxes: Vec<Rect>,
    /// The corners of each arrow, from its beginning to its end.
    pub(super) paths: Vec<Vec<(f64, f64)>>,
    pub(super) height: f64,
}

/// The columns and rows.
struct Grid {
    /// The middle and the width of each column.
    columns: Vec<(f64, f64)>,
    /// The middle and the height of each row.
    rows: Vec<(f64, f64)>,
    /// The top and the height of each channel.
    channels: Vec<(f64, f64)>,
    height: f64,
}

impl<'g> Layout<'g> {
    /// Places all, with `more` room between rows; `Err` with the width that the graph would need, if
    /// it is too wide.
    pub(super) fn new(graph: &'g Graph, more: f64) -> Result<Layout<'g>, f64> {
        let columns = columns(graph)?;
        let tracks = tracks(graph);
        let grid = Grid::new(graph, columns, &tracks, more);
        let boxes: Vec<Rect> = graph
            .nodes
            .iter()
            .map(|node| {
                let ((x, width), (y, height)) =
                    (grid.columns[node.place.1], grid.rows[node.place.0]);
                Rect { x: x - width / 2.0, y: y - height / 2.0, width, height }
            })
            .collect();
        let ports = ports(graph, &boxes);
        let paths = graph.edges.iter().enumerate().map(|(number, edge)| {
            let (from, to) = ports[number];
            let track = tracks.get(&number).copied().unwrap_or(0);
            grid.path(graph.way(edge), from, to, track)
        });
        let paths = paths.collect();
        Ok(Layout { graph, boxes, paths, height: grid.height })
    }
}

/// The middle and the width of each column.
fn columns(graph: &Graph) -> Result<Vec<(f64, f64)>, f64> {
    let count = graph.columns();
    let widths: Vec<f64> = (0..count)
        .map(|column| {
            let own = graph.nodes.iter().filter(|node| node.place.1 == column);
            let labels = own.map(|node| metrics::width(&node.label) + 2.0 * PADDING);
            labels.fold(NARROWEST, f64::max)
        })
        .collect();
    // Behind each column; behind the last one only what goes through there.
    let mut gaps = vec![GAP; count];
    gaps[count - 1] = 1.0;
    for edge in &graph.edges {
        let label = metrics::width(&edge.label);
        match graph.way(edge) {
            Way::Beside => {
                let column = graph.nodes[edge.from].place.1.min(graph.nodes[edge.to].place.1);
                gaps[column] = gaps[column].max(label + 30.0);
            }
            Way::Gap(column) => gaps[column] = gaps[column].max(GAP / 2.0 + label + 16.0),
            _ => {}
        }
    }
    let starts = |node: &super::Node| node.start && node.place.1 == 0;
    let left = if graph.nodes.iter().any(starts) { START + 2.0 } else { 1.0 };
    let needs: f64 = left + widths.iter().chain(&gaps).sum::<f64>();
    if needs > WIDTH {
        return Err(needs);
    }
    // Half as much beside the columns as between them, for labels there.
    let more = ((WIDTH - needs) / count as f64).min(90.0);
    let spare = (WIDTH - needs - more * (count - 1) as f64) / 2.0;
    let mut x = left + spare;
    let mut columns = Vec::new();
    for (width, gap) in widths.iter().zip(gaps) {
        columns.push((x + width / 2.0, *width));
        x += width + gap + more;
    }
    Ok(columns)
}

impl Grid {
    fn new(
        graph: &Graph,
        columns: Vec<(f64, f64)>,
        tracks: &BTreeMap<usize, usize>,
        more: f64,
    ) -> Grid {
        let count = graph.rows();
        let mut lows = vec![LOWEST; count];
        for ((node, side), all) in by_side(graph) {
            if matches!(side, Side::Left | Side::Right) {
                let row = graph.nodes[node].place.0;
                lows[row] = lows[row].max(all.len() as f64 * ABOVE);
            }
        }
        let mut heights = vec![CHANNEL + more; count + 1];
        (heights[0], heights[count]) = (OUTSIDE + more, OUTSIDE + more);
        for (number, track) in tracks {
            if let Way::Channel(channel) | Way::Loop(channel) = graph.way(&graph.edges[*number]) {
                let needs = REST + TRACK * (track + 1) as f64;
                heights[channel] = heights[channel].max(needs + more);
            }
        }
        for node in graph.nodes.iter().filter(|node| node.start && node.place.1 > 0) {
            heights[node.place.0] = heights[node.place.0].max(START);
        }
        let mut y = 0.0;
        let (mut rows, mut channels) = (Vec::new(), Vec::new());
        for (row, height) in heights.iter().enumerate() {
            channels.push((y, *height));
            y += height;
            if let Some(low) = lows.get(row) {
                rows.push((y + low / 2.0, *low));
                y += low;
            }
        }
        Grid { columns, rows, channels, height: y }
    }

    /// The corners of an arrow.
    fn path(&self, way: Way, from: (f64, f64), to: (f64, f64), track: usize) -> Vec<(f64, f64)> {
        match way {
            Way::Beside | Way::Below => vec![from, to],
            Way::Channel(channel) | Way::Loop(channel) => {
                let (top, height) = self.channels[channel];
                // In the channel above all rows, the first track is the lowest.
                let below = channel > 0;
                let way_in = REST / 2.0 + TRACK * (track as f64 + 0.5) + 4.0;
                let y = if below { top + way_in } else { top + height - way_in };
                vec![from, (from.0, y), (to.0, y), to]
            }
            Way::Gap(gap) => {
                let (middle, width) = self.columns[gap];
                let x = middle + width / 2.0 + GAP / 4.0 + 10.0 * track as f64;
                vec![from, (x, from.1), (x, to.1), to]
            }
        }
    }
}

/// The ends of arrows at each side of each box: the arrow, and whether it begins there.
fn by_side(graph: &Graph) -> BTreeMap<(usize, Side), Vec<(usize, bool)>> {
    let mut all: BTreeMap<(usize, Side), Vec<(usize, bool)>> = BTreeMap::new();
    for (number, edge) in graph.edges.iter().enumerate() {
        let (out, back) = graph.sides(edge);
        all.entry((edge.from, out)).or_default().push((number, true));
        all.entry((edge.to, back)).or_default().push((number, false));
    }
    all
}

/// Where each arrow leaves its first box and comes to its second.
fn ports(graph: &Graph, boxes: &[Rect]) -> Vec<((f64, f64), (f64, f64))> {
    let mut ports = vec![((0.0, 0.0), (0.0, 0.0)); graph.edges.len()];
    for ((node, side), mut ends) in by_side(graph) {
        let rect = boxes[node];
        let other = |(number, begins): (usize, bool)| {
            let edge: &Edge = &graph.edges[number];
            graph.nodes[if begins { edge.to } else { edge.from }].place
        };
        let upright = matches!(side, Side::Top | Side::Bottom);
        // In the order of the other ends, so that few arrows cross; those between the same two boxes
        // in the same order at both.
        ends.sort_by_key(|end| {
            let (row, column) = other(*end);
            (if upright { (column, row) } else { (row, column) }, end.0, !end.1)
        });
        let straight = |end: &(usize, bool)| {
            matches!(graph.way(&graph.edges[end.0]), Way::Beside | Way::Below)
        };
        let all = || 0..ends.len();
        let first = all().find(|at| straight(&ends[*at])).unwrap_or(0);
        let last = all().rfind(|at| straight(&ends[*at])).unwrap_or(ends.len() - 1);
        let middle = (first + last) as f64 / 2.0;
        for (at, (number, begins)) in ends.into_iter().enumerate() {
            let shift = at as f64 - middle;
            let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
            let sideways = (shift * APART).clamp(8.0 - rect.width / 2.0, rect.width / 2.0 - 8.0);
            let upwards = (shift * ABOVE).clamp(6.0 - rect.height / 2.0, rect.height / 2.0 - 6.0);
            let port = match side {
                Side::Top => (x + sideways, rect.y),
                Side::Bottom => (x + sideways, rect.y + rect.height),
                Side::Left => (rect.x, y + upwards),
                Side::Right => (rect.x + rect.width, y + upwards),
            };
            let ends: &mut ((f64, f64), (f64, f64)) = &mut ports[number];
            *(if begins { &mut ends.0 } else { &mut ends.1 }) = port;
        }
    }
    ports
}
