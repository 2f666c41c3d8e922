//! Numbers above the lanes, for moments that a table tells.

use super::{BOX, Layout};
use crate::frame::WIDTH;
use crate::ink::text;
use crate::svg::{Element, number};

/// The height that the numbers need.
pub(super) const HEIGHT: f64 = 30.0;

/// The radius of the circle around a number, and what two of them need from middle to middle.
const RADIUS: f64 = 10.5;
const PITCH: f64 = 2.0 * RADIUS + 3.0;

/// A number for each of the moments, and a line from it down through the lanes.
pub(super) fn draw(moments: &[u64], layout: &Layout, lanes: usize) -> Element {
    let mut group = Element::new("g").attr("class", "fig-frames");
    let above = if layout.above { 24.0 } else { 0.0 };
    let y = layout.top - above - HEIGHT + RADIUS + 2.0;
    let bottom = layout.lane(lanes.saturating_sub(1)) + BOX + 4.0;
    let xs: Vec<f64> = moments.iter().map(|&us| layout.scale.x(us)).collect();
    let mut d = String::new();
    for ((index, x), middle) in xs.iter().enumerate().zip(apart(&xs)) {
        let (neck, top) = (number(y + RADIUS), number(layout.top - above - 4.0));
        d += &format!("M{} {neck}L{} {top}V{}", number(middle), number(*x), number(bottom));
        let circle = Element::new("circle").at("cx", middle).at("cy", y).at("r", RADIUS);
        group.push(circle.attr("fill", "none").attr("stroke", "currentColor"));
        let label = text(&(index + 1).to_string(), middle, y);
        group.push(label.attr("text-anchor", "middle"));
    }
    let lines = Element::new("path").attr("d", d).attr("fill", "none");
    group.push(lines.attr("stroke", "currentColor").attr("stroke-dasharray", "2 2"));
    group
}

/// The places of the numbers: above their moments, as far as none lies on another.
fn apart(xs: &[f64]) -> Vec<f64> {
    let (least, most) = (RADIUS + 1.0, WIDTH - RADIUS - 1.0);
    let mut places: Vec<f64> = xs.iter().map(|x| x.clamp(least, most)).collect();
    // To the right first, then back from the edge.
    for at in 1..places.len() {
        places[at] = places[at].max(places[at - 1] + PITCH);
    }
    let mut edge = most;
    for place in places.iter_mut().rev() {
        *place = place.min(edge);
        edge = *place - PITCH;
    }
    places
}
