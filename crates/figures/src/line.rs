//! Arrows that turn at right angles, with gaps where they would cross a text.

use crate::ink::HUES;
use crate::svg::{Element, number};
use crate::texture::Rect;

/// The hue of what is strong; it is thick, too.
pub(crate) const STRONG: &str = HUES[1];

/// A piece of a line, level or upright.
pub(crate) type Piece = ((f64, f64), (f64, f64));

/// The straight pieces of an arrow.
pub(crate) fn pieces(path: &[(f64, f64)]) -> Vec<Piece> {
    path.windows(2).map(|pair| (pair[0], pair[1])).filter(|(from, to)| from != to).collect()
}

/// Whether a piece of an arrow goes through a rectangle.
pub(crate) fn crosses((from, to): Piece, rect: &Rect) -> bool {
    let (left, right) = (from.0.min(to.0), from.0.max(to.0));
    let (top, bottom) = (from.1.min(to.1), from.1.max(to.1));
    left < rect.x + rect.width
        && rect.x < right.max(left + 0.1)
        && top < rect.y + rect.height
        && rect.y < bottom.max(top + 0.1)
}

/// A line through these corners that is not drawn across `gaps`, with a head at its end.
pub(crate) fn arrow(path: &[(f64, f64)], gaps: &[Rect], strong: bool) -> Vec<Element> {
    let (colour, width, head) =
        if strong { (STRONG, "3", 11.0) } else { ("currentColor", "1.5", 9.0) };
    let mut corners = path.to_vec();
    let Some(&tip) = path.last() else { return Vec::new() };
    let before = path[path.len().saturating_sub(2)];
    let (dx, dy) = ((tip.0 - before.0).signum(), (tip.1 - before.1).signum());
    let (dx, dy) = if tip.0 == before.0 { (0.0, dy) } else { (dx, 0.0) };
    if let Some(end) = corners.last_mut() {
        *end = (tip.0 - dx * (head - 1.0), tip.1 - dy * (head - 1.0));
    }
    let mut d = String::new();
    let mut pen = None;
    for piece in pieces(&corners) {
        for (from, to) in without(piece, gaps) {
            if pen != Some(from) {
                d += &format!("M{} {}", number(from.0), number(from.1));
            }
            d += &format!("L{} {}", number(to.0), number(to.1));
            pen = Some(to);
        }
    }
    let shaft = Element::new("path").attr("d", d).attr("fill", "none").attr("stroke", colour);
    let shaft = shaft.attr("stroke-linejoin", "round").attr("stroke-width", width);
    let half = head * 0.55;
    let neck = (tip.0 - dx * head, tip.1 - dy * head);
    let corner = |side: f64| (neck.0 + dy * half * side, neck.1 + dx * half * side);
    let (one, other) = (corner(1.0), corner(-1.0));
    let d = format!(
        "M{} {}L{} {}L{} {}z",
        number(one.0),
        number(one.1),
        number(tip.0),
        number(tip.1),
        number(other.0),
        number(other.1)
    );
    vec![shaft, Element::new("path").attr("d", d).attr("fill", colour)]
}

/// A piece of a line, less what lies in `gaps`.
fn without(piece: Piece, gaps: &[Rect]) -> Vec<Piece> {
    let (from, to) = piece;
    let level = from.1 == to.1;
    let along = |point: (f64, f64)| if level { point.0 } else { point.1 };
    let at = |along: f64| if level { (along, from.1) } else { (from.0, along) };
    let forward = along(from) <= along(to);
    let (mut low, high) = (along(from).min(along(to)), along(from).max(along(to)));
    let mut spans: Vec<(f64, f64)> = gaps
        .iter()
        .filter(|gap| crosses(piece, gap))
        .map(|gap| if level { (gap.x, gap.x + gap.width) } else { (gap.y, gap.y + gap.height) })
        .collect();
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut parts = Vec::new();
    for (start, end) in spans {
        if start > low {
            parts.push((at(low), at(start)));
        }
        low = low.max(end);
    }
    if low < high || parts.is_empty() && low <= high {
        parts.push((at(low), at(high)));
    }
    if !forward {
        parts = parts.into_iter().rev().map(|(from, to)| (to, from)).collect();
    }
    parts
}
