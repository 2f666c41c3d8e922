//! The axes of a panel, with their numbers, and faint lines through it.

use super::axis::{Axis, Tick};
use super::panel::Frame;
use crate::ink::text;
use crate::metrics;
use crate::svg::{Element, number};

/// Draws the axes of the panel between the heights `above` and `below`; the numbers of the x axis
/// only when it is the `last` one.
pub(super) fn draw(
    frame: &Frame,
    y: &Axis,
    (above, below): (f64, f64),
    last: bool,
    group: &mut Element,
) {
    let xs = frame.x.ticks(|label| metrics::width(label) + 14.0);
    let ys = y.ticks(|_| metrics::SIZE * 1.7);
    let (left, right) = (number(frame.left), number(frame.right));

    let mut faint = String::new();
    for tick in ys.iter().filter(|tick| tick.label.is_some() && tick.at + 0.5 < below) {
        faint += &format!("M{left} {}H{right}", number(tick.at));
    }
    for tick in xs.iter().filter(|tick| tick.label.is_some()) {
        faint += &format!("M{} {}V{}", number(tick.at), number(above), number(below));
    }
    let lines = Element::new("path").attr("d", faint).attr("fill", "none");
    group.push(
        lines
            .attr("class", "fig-grid")
            .attr("stroke", "currentColor")
            .attr("stroke-opacity", "0.18"),
    );

    let length = |tick: &Tick| if tick.label.is_some() { 6.0 } else { 3.0 };
    let mut d = format!("M{left} {}V{}", number(above), number(below));
    d += &match frame.x.broken() {
        Some(at) => {
            let [end, start] = [at - 3.0, at + 3.0].map(number);
            let strokes = [-3.0, 3.0].map(|x| stroke(at + x, below)).concat();
            format!("H{end}M{start} {}H{right}{strokes}", number(below))
        }
        None => format!("H{right}"),
    };
    for tick in &xs {
        d += &format!("M{} {}v{}", number(tick.at), number(below), number(length(tick)));
    }
    for tick in &ys {
        d += &format!("M{left} {}h{}", number(tick.at), number(-length(tick)));
    }
    let mut axes = Element::new("g").attr("class", "fig-axis");
    axes.push(
        Element::new("path").attr("d", d).attr("fill", "none").attr("stroke", "currentColor"),
    );
    for (tick, label) in labelled(&ys) {
        axes.push(text(label, frame.left - 10.0, tick.at).attr("text-anchor", "end"));
    }
    for (tick, label) in labelled(&xs).filter(|_| last) {
        axes.push(text(label, tick.at, below + 18.0).attr("text-anchor", "middle"));
    }
    group.push(axes);
}

/// A slanted stroke at the end of a broken line.
fn stroke(x: f64, y: f64) -> String {
    format!("M{} {}l4 -10", number(x - 2.0), number(y + 5.0))
}

fn labelled(ticks: &[Tick]) -> impl Iterator<Item = (&Tick, &str)> {
    ticks.iter().filter_map(|tick| Some((tick, tick.label.as_deref()?)))
}
