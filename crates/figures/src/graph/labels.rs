//! Where the labels of arrows stand: beside their arrow, on nothing else.

use super::layout::Layout;
use crate::frame::WIDTH;
use crate::line::{crosses, pieces};
use crate::metrics;
use crate::texture::Rect;

/// The height of a label.
const HEIGHT: f64 = 20.0;

/// From an arrow to the middle of its label, above or below.
const BESIDE: f64 = 12.0;

/// Along an arrow, in the order of preference.
const SHARES: [f64; 9] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];

/// The place of each arrow's label, and how often an arrow passes behind one.
///
/// # Errors
/// The number of an arrow whose label has no room.
pub(super) fn places(layout: &Layout<'_>) -> Result<(Vec<Option<Rect>>, usize), usize> {
    let edges = &layout.graph.edges;
    let mut places: Vec<Option<Rect>> = vec![None; edges.len()];
    let mut crossings = 0;
    // Those that have the least choice come first.
    let mut order: Vec<usize> = (0..edges.len()).collect();
    order.sort_by_key(|edge| layout.paths[*edge].len());
    for number in order {
        if edges[number].label.is_empty() {
            continue;
        }
        let place = best(layout, number, &places).ok_or(number)?;
        crossings += crossed(layout, &place);
        places[number] = Some(place);
    }
    Ok((places, crossings))
}

fn best(layout: &Layout<'_>, number: usize, placed: &[Option<Rect>]) -> Option<Rect> {
    let width = metrics::width(&layout.graph.edges[number].label) + 8.0;
    let mut candidates: Vec<Rect> = Vec::new();
    for share in SHARES {
        for (from, to) in pieces(&layout.paths[number]) {
            let (x, y) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            // Above and below; where the piece is shorter, to one side as well.
            let aside = ((width - (to.0 - from.0).abs()) / 2.0).max(0.0);
            let (above, below) = (y - BESIDE, y + BESIDE);
            let middles = match from.1 == to.1 {
                true => vec![
                    (x, above),
                    (x, below),
                    (x + aside, above),
                    (x - aside, above),
                    (x + aside, below),
                    (x - aside, below),
                ],
                false => vec![(x + width / 2.0 + 3.0, y), (x - width / 2.0 - 3.0, y)],
            };
            candidates.extend(middles.into_iter().map(|(x, y)| Rect {
                x: x - width / 2.0,
                y: y - HEIGHT / 2.0,
                width,
                height: HEIGHT,
            }));
        }
    }
    let free = |rect: &Rect| {
        let inside = rect.x >= 0.0
            && rect.x + rect.width <= WIDTH
            && rect.y >= 0.0
            && rect.y + rect.height <= layout.height;
        let taken = layout.boxes.iter().chain(placed.iter().flatten());
        inside && !taken.into_iter().any(|other| overlap(rect, other))
    };
    candidates.into_iter().filter(free).min_by_key(|rect| crossed(layout, rect))
}

/// How many pieces of arrows go through a rectangle.
fn crossed(layout: &Layout<'_>, rect: &Rect) -> usize {
    let all = layout.paths.iter().flat_map(|path| pieces(path));
    all.filter(|piece| crosses(*piece, rect)).count()
}

fn overlap(one: &Rect, other: &Rect) -> bool {
    one.x < other.x + other.width
        && other.x < one.x + one.width
        && one.y < other.y + other.height
        && other.y < one.y + one.height
}
