//! The time axis below the lanes.

use super::Layout;
use crate::ink::text;
use crate::metrics;
use crate::svg::{Element, number};
use crate::texture::Rect;

/// The height of the axis with its numbers.
pub(super) const HEIGHT: f64 = 36.0;

/// Faint lines, one a tick, behind the boxes: they are seen where no box is.
pub(super) fn grid(layout: &Layout, bottom: f64, covered: &[Rect]) -> Element {
    let mut d = String::new();
    let top = top(layout);
    for (us, _) in layout.scale.ticks(layout.unit) {
        let x = layout.scale.x(us);
        let mut boxes: Vec<&Rect> = covered
            .iter()
            .filter(|rect| rect.x - 1.0 < x && x < rect.x + rect.width + 1.0)
            .collect();
        boxes.sort_by(|one, other| one.y.total_cmp(&other.y));
        let mut from = top;
        for rect in boxes {
            if from < rect.y {
                d += &format!("M{} {}V{}", number(x), number(from), number(rect.y));
            }
            from = rect.y + rect.height;
        }
        d += &format!("M{} {}V{}", number(x), number(from), number(bottom));
    }
    line(&d).attr("class", "fig-grid").attr("stroke-opacity", "0.25")
}

/// The axis: numbers at the ticks, and the total at the end, in bold and with its unit.
pub(super) fn draw(layout: &Layout, bottom: f64) -> Element {
    let scale = layout.scale;
    let end = scale.x(scale.total_us());
    let total = layout.unit.words(scale.total_us());
    let total_left = end - metrics::bold_width(&total);
    let mut axis = Element::new("g").attr("class", "fig-axis");
    let (y, tick) = (number(bottom), number(bottom + 6.0));
    let mut d = format!("M{} {y}H{}", number(scale.x(0)), number(end));
    let middle = bottom + 19.0;
    for (us, _) in scale.ticks(layout.unit).into_iter().filter(|tick| scale.x(tick.0) + 6.0 < end) {
        d += &format!("M{} {y}V{tick}", number(scale.x(us)));
    }
    d += &format!("M{} {}V{tick}", number(end), number(top(layout)));
    axis.push(line(&d));
    for (us, label) in scale.ticks(layout.unit) {
        let x = scale.x(us);
        if x + metrics::width(&label) / 2.0 + 8.0 < total_left {
            axis.push(text(&label, x, middle).attr("text-anchor", "middle"));
        }
    }
    axis.push(
        text(&total, end, middle)
            .attr("class", "fig-total")
            .attr("font-weight", "bold")
            .attr("text-anchor", "end"),
    );
    axis
}

/// Where the lines through the lanes begin.
fn top(layout: &Layout) -> f64 {
    layout.top - if layout.above { 0.0 } else { 4.0 }
}

fn line(d: &str) -> Element {
    Element::new("path").attr("d", d).attr("fill", "none").attr("stroke", "currentColor")
}
