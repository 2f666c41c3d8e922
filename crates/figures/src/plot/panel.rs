//! A panel: the series of one unit, between two axes.

use super::axis::Axis;
use super::series::{Series, name_of, show_x};
use super::{bars, grid, labels, marks};
use crate::description::{Marks, MeasurementDescription, Plot, ScaleKind};
use crate::frame::WIDTH;
use crate::ink::text;
use crate::measurement::Measurement;
use crate::metrics;
use crate::quantity::exact;
use crate::svg::Element;

/// The height between the axes of the only panel, and of one of several.
const HEIGHTS: [f64; 2] = [230.0, 160.0];

/// The line with the name of the y axis, above the panel.
const TITLE: f64 = 30.0;

/// The x axis with its numbers, below the panel; the name of the axis comes below that.
const X_NUMBERS: f64 = 28.0;
const X_NAME: f64 = 26.0;

/// Room between two panels.
const BETWEEN: f64 = 12.0;

/// Room between the y axis and the first point, and between the last and the end of the x axis.
const MARGIN: f64 = 10.0;

/// The series of one unit.
#[derive(Debug, Clone)]
pub(crate) struct Panel {
    pub(super) unit: Option<String>,
    pub(super) scale: ScaleKind,
    /// What its axis says instead of the names of the series.
    pub(super) label: Option<String>,
    pub(super) marks: Marks,
    pub(super) series: Vec<Series>,
}

/// What the panels of a plot share.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) x: Axis,
    /// The name of the x axis with its unit.
    x_name: String,
    pub(super) x_unit: Option<String>,
    /// The ends of the x axis.
    pub(super) left: f64,
    pub(super) right: f64,
    /// The height of a panel between its axes.
    height: f64,
}

impl Frame {
    pub(super) fn new(
        plot: &Plot,
        description: &MeasurementDescription,
        measurement: &Measurement,
        panels: &[Panel],
    ) -> Frame {
        let column = measurement.column(&plot.x).map(|at| &measurement.columns()[at]);
        let x_unit = column.and_then(|column| column.unit.clone());
        let name = column.map(|column| name_of(description, column)).unwrap_or_default();
        let height = HEIGHTS[usize::from(panels.len() > 1)];

        let widest = |panel: &Panel| {
            let ticks = panel.y_axis(0.0, height).ticks(|_| metrics::SIZE * 1.7);
            let labels = ticks.iter().filter_map(|tick| tick.label.as_deref());
            labels.map(metrics::width).fold(0.0, f64::max)
        };
        let left = panels.iter().map(widest).fold(0.0, f64::max).ceil() + 14.0;
        let numbers = || panels.iter().flat_map(|panel| &panel.series).flat_map(Series::measured);
        let mut xs: Vec<f64> = numbers().map(|(x, _)| x).collect();
        let is_bars = plot.marks == Marks::Bars;
        if is_bars {
            xs.extend(bars::end(&xs, plot.x_scale));
        }
        let room = panels.iter().map(|panel| labels::room(&panel.series)).fold(0.0, f64::max);
        // The last number of the x axis is centred below its end.
        let last = xs.iter().copied().fold(0.0, f64::max);
        let right = WIDTH - room.max(metrics::width(&exact(last)) / 2.0 + 2.0).ceil();
        let ends = match is_bars {
            true => (left + 2.0, right),
            false => (left + MARGIN, right - MARGIN),
        };
        Frame {
            x: Axis::new(plot.x_scale, xs, false, ends),
            x_name: with_unit(plot.x_label.as_ref().unwrap_or(&name), x_unit.as_deref()),
            x_unit,
            left,
            right,
            height,
        }
    }
}

impl Panel {
    /// Draws the panel from `top` on and returns where it ends.
    pub(super) fn draw(&self, frame: &Frame, top: f64, last: bool, group: &mut Element) -> f64 {
        let (above, below) = (top + TITLE, top + TITLE + frame.height);
        let y = self.y_axis(above, below);
        group.push(text(&self.name(), 0.0, top + 10.0).attr("class", "fig-name"));
        grid::draw(frame, &y, (above, below), last, group);
        for series in &self.series {
            let mut drawn = Element::new("g")
                .attr("class", format!("fig-series fig-series-{}", series.number + 1));
            match self.marks {
                Marks::Bars => bars::draw(frame, &y, below, series, &mut drawn),
                _ => marks::draw(frame, &y, self.marks, series, &mut drawn),
            }
            group.push(drawn);
        }
        if self.series.len() > 1 {
            group.push(labels::draw(frame, &y, (above, below), &self.series));
        }
        if !last {
            return below + BETWEEN;
        }
        let middle = (frame.left + frame.right) / 2.0;
        let name = text(&frame.x_name, middle, below + X_NUMBERS + 11.0);
        group.push(name.attr("class", "fig-name").attr("text-anchor", "middle"));
        below + X_NUMBERS + X_NAME
    }

    fn y_axis(&self, above: f64, below: f64) -> Axis {
        let ys = self.series.iter().flat_map(Series::measured).map(|(_, y)| y);
        Axis::new(self.scale, ys, true, (below, above))
    }

    /// The name of its y axis, with the unit.
    pub(super) fn name(&self) -> String {
        let names: Vec<&str> = self.series.iter().map(|series| series.name.as_str()).collect();
        let name = self.label.clone().unwrap_or_else(|| names.join(", "));
        with_unit(&name, self.unit.as_deref())
    }
}

impl Frame {
    /// Where a point is, as a tooltip says it.
    pub(super) fn tooltip(&self, series: &Series, x: f64, y: f64) -> String {
        format!("{}: {} {}", show_x(x, self.x_unit.as_deref()), series.name, series.show(y))
    }
}

fn with_unit(name: &str, unit: Option<&str>) -> String {
    match unit {
        Some(unit) => format!("{name} ({unit})"),
        None => name.to_owned(),
    }
}
