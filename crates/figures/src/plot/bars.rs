//! Bars: a histogram, whose x column has the lower bounds of the bins.

use super::axis::Axis;
use super::panel::Frame;
use super::series::Series;
use crate::description::ScaleKind;
use crate::ink::{Fill, filled};
use crate::svg::Element;
use crate::texture::Rect;

/// Where the last bin ends: it is as wide as the one before it.
pub(super) fn end(lower_bounds: &[f64], scale: ScaleKind) -> Option<f64> {
    let mut bounds = lower_bounds.to_vec();
    bounds.sort_by(f64::total_cmp);
    bounds.dedup();
    let [.., before, last] = bounds[..] else { return bounds.first().map(|only| only + 1.0) };
    Some(match scale {
        ScaleKind::Log if before > 0.0 => last * last / before,
        ScaleKind::Log => last * 10.0,
        ScaleKind::Linear => last + last - before,
    })
}

/// Draws a bar for each bin.
pub(super) fn draw(frame: &Frame, y: &Axis, below: f64, series: &Series, group: &mut Element) {
    let ends = series.points.iter().skip(1).map(|next| frame.x.place(next.x));
    let last = frame.right;
    for (point, end) in series.points.iter().zip(ends.chain([last])) {
        let Some(value) = point.y else { continue };
        let from = frame.x.place(point.x);
        let top = y.place(value).min(below);
        // A gap of a pixel between neighbours; what is there is seen, however little it is.
        let height = if value > 0.0 { (below - top).max(1.0) } else { continue };
        let width = (end - from - 1.0).max(1.0);
        let rect = Rect { x: from, y: below - height, width, height };
        let tooltip = frame.tooltip(series, point.x, value);
        group.push(filled(rect, Fill::Task(series.number), "", &tooltip));
    }
}
