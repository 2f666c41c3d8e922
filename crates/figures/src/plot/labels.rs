//! The names of series, each at the end of its line.

use super::axis::Axis;
use super::marks::shape;
use super::panel::Frame;
use super::series::Series;
use crate::ink::text;
use crate::metrics;
use crate::svg::{Element, number};

/// From the end of the x axis to the sample before a name, and from there to the name.
const SAMPLE: f64 = 14.0;
const NAME: f64 = 12.0;

/// The height of a name, with room above and below.
const LINE: f64 = 21.0;

/// The room that the names need at the right.
pub(super) fn room(series: &[Series]) -> f64 {
    if series.len() < 2 {
        return 0.0;
    }
    let widest = series.iter().map(|series| metrics::width(&series.name)).fold(0.0, f64::max);
    SAMPLE + NAME + widest.ceil()
}

/// Draws the names between the heights `above` and `below`: each beside the last point of its series,
/// or as near to it as others leave room, with a thin line to it.
pub(super) fn draw(
    frame: &Frame,
    y: &Axis,
    (above, below): (f64, f64),
    series: &[Series],
) -> Element {
    let mut ends: Vec<(&Series, f64, f64)> = series
        .iter()
        .filter_map(|series| {
            let (x, value) = series.measured().next_back()?;
            Some((series, frame.x.place(x), y.place(value)))
        })
        .collect();
    ends.sort_by(|one, other| one.2.total_cmp(&other.2));
    let wanted: Vec<f64> = ends.iter().map(|end| end.2).collect();
    let mut group = Element::new("g").attr("class", "fig-labels");
    let x = frame.right + SAMPLE;
    for ((series, from_x, from_y), at) in ends.iter().zip(spread(&wanted, above, below)) {
        let (right, end) = (frame.right, x - 6.0);
        if (from_y - at).abs() > 2.0 || right - from_x > 12.0 {
            let d = format!(
                "M{} {}L{} {}L{} {}",
                number(from_x + 6.0),
                number(*from_y),
                number(right.max(from_x + 6.0)),
                number(*from_y),
                number(end),
                number(at)
            );
            let line = Element::new("path").attr("d", d).attr("fill", "none");
            group.push(line.attr("stroke", "currentColor").attr("stroke-opacity", "0.5"));
        }
        group.push(shape(series.number, x, at));
        group.push(text(&series.name, x + NAME, at));
    }
    group
}

/// Heights as near as can be to the `wanted` ones, which ascend, [`LINE`] apart and not above `above`,
/// nor, if there is room enough, below `below`.
fn spread(wanted: &[f64], above: f64, below: f64) -> Vec<f64> {
    let mut heights = wanted.to_vec();
    let mut least = above;
    for height in &mut heights {
        *height = height.max(least);
        least = *height + LINE;
    }
    let mut most = below;
    for (at, height) in heights.iter_mut().enumerate().rev() {
        *height = height.min(most).max(above + at as f64 * LINE);
        most = *height - LINE;
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn names_stand_where_they_belong_or_beside_each_other() {
        assert_eq!(spread(&[20.0, 80.0], 0.0, 100.0), [20.0, 80.0]);
        assert_eq!(spread(&[20.0, 22.0], 0.0, 100.0), [20.0, 41.0]);
        assert_eq!(spread(&[98.0, 99.0, 100.0], 0.0, 100.0), [58.0, 79.0, 100.0]);
        assert_eq!(spread(&[0.0, 100.0, 100.0], 0.0, 30.0), [0.0, 21.0, 42.0]);
    }
}
