//! Lines and points. Series differ in the shape of their points and in how their lines are dashed,
//! besides their hue.

use std::fmt::Write as _;

use super::axis::Axis;
use super::panel::Frame;
use super::series::Series;
use crate::description::Marks;
use crate::ink::HUES;
use crate::svg::{Element, number};

/// How lines are dashed; the first is whole.
const DASHES: [Option<&str>; 5] = [None, Some("8 4"), Some("2 3.5"), Some("12 4 2 4"), Some("5 3")];

/// Points on a line stand at least so far apart.
const APART: f64 = 13.0;

/// The hue of a series.
pub(super) fn hue(series: usize) -> &'static str {
    HUES[series % HUES.len()]
}

/// Draws a series: its line, unless it has none, and its points.
pub(super) fn draw(frame: &Frame, y: &Axis, marks: Marks, series: &Series, group: &mut Element) {
    if marks != Marks::Points {
        group.push(line(&path(frame, y, marks, series), series.number));
    }
    let mut last = f64::NEG_INFINITY;
    for (x, value) in series.measured() {
        let at = (frame.x.place(x), y.place(value));
        if marks == Marks::Points || at.0 - last >= APART {
            let mut point = shape(series.number, at.0, at.1);
            let title = Element::new("title").text(frame.tooltip(series, x, value));
            point.push(title);
            group.push(point);
            last = at.0;
        }
    }
}

/// A line in the manner of a series.
fn line(d: &str, series: usize) -> Element {
    let line = Element::new("path").attr("d", d).attr("fill", "none");
    let line = line.attr("stroke", hue(series)).attr("stroke-width", "2");
    match DASHES[series % DASHES.len()] {
        Some(dashes) => line.attr("stroke-dasharray", dashes),
        None => line,
    }
}

/// The line through all points, broken where nothing was measured, and where the x axis is.
fn path(frame: &Frame, y: &Axis, marks: Marks, series: &Series) -> String {
    let mut d = String::new();
    let mut goes_on = false;
    for point in &series.points {
        let Some(value) = point.y else {
            goes_on = false;
            continue;
        };
        let (x, y) = (number(frame.x.place(point.x)), number(y.place(value)));
        let _ = match (goes_on, marks) {
            (false, _) => write!(d, "M{x} {y}"),
            (true, Marks::Steps) => write!(d, "H{x}V{y}"),
            (true, _) => write!(d, "L{x} {y}"),
        };
        goes_on = point.x != 0.0 || frame.x.broken().is_none();
    }
    d
}

/// The point of a series, at a place.
pub(super) fn shape(series: usize, x: f64, y: f64) -> Element {
    let colour = hue(series);
    let path = |d: String| Element::new("path").attr("d", d);
    let corner = |dx: f64, dy: f64| format!("{} {}", number(x + dx), number(y + dy));
    match series % 5 {
        0 => Element::new("circle").at("cx", x).at("cy", y).at("r", 4.5).attr("fill", colour),
        1 => Element::new("rect")
            .at("x", x - 4.0)
            .at("y", y - 4.0)
            .at("width", 8.0)
            .at("height", 8.0)
            .attr("fill", colour),
        2 => path(format!("M{}L{}L{}z", corner(0.0, -5.5), corner(5.5, 4.5), corner(-5.5, 4.5)))
            .attr("fill", colour),
        3 => {
            let corners =
                [corner(0.0, -6.0), corner(6.0, 0.0), corner(0.0, 6.0), corner(-6.0, 0.0)];
            path(format!("M{}z", corners.join("L"))).attr("fill", colour)
        }
        _ => path(format!("M{}l9 9m0 -9l-9 9", corner(-4.5, -4.5)))
            .attr("fill", "none")
            .attr("stroke", colour)
            .attr("stroke-width", "2.5"),
    }
}
