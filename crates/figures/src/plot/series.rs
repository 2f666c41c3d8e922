//! The columns of a measurement, as what is drawn: series, in panels.

use super::panel::Panel;
use crate::description::{Marks, MeasurementDescription, Plot};
use crate::measurement::{Column, Measurement};
use crate::quantity::{exact, show};

/// A column, against the x column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Series {
    /// What the figure calls it.
    pub(crate) name: String,
    /// Its number among all series of the figure, from 0.
    pub(crate) number: usize,
    pub(crate) unit: Option<String>,
    /// In the order of x; where nothing was measured, there is no y.
    pub(crate) points: Vec<Point>,
}

/// A row of the measurement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: Option<f64>,
}

impl Series {
    /// The points that were measured.
    pub(crate) fn measured(&self) -> impl DoubleEndedIterator<Item = (f64, f64)> {
        self.points.iter().filter_map(|point| Some((point.x, point.y?)))
    }

    /// A number of this series, with its unit.
    pub(crate) fn show(&self, y: f64) -> String {
        show(y, self.unit.as_deref())
    }
}

/// A number of the x column, which was chosen and has all its digits, with its unit.
pub(crate) fn show_x(x: f64, unit: Option<&str>) -> String {
    match unit {
        Some("%") => format!("{}%", exact(x)),
        Some(unit) => format!("{}\u{a0}{unit}", exact(x)),
        None => exact(x),
    }
}

/// What the figure calls a column.
pub(super) fn name_of(description: &MeasurementDescription, column: &Column) -> String {
    description.names.get(&column.name).unwrap_or(&column.name).clone()
}

/// The series of the figure, in panels: one a unit, in the order of the y columns; for bars one a
/// column.
pub(super) fn panels(
    plot: &Plot,
    description: &MeasurementDescription,
    measurement: &Measurement,
) -> Vec<Panel> {
    let columns = measurement.columns();
    let mut panels: Vec<Panel> = Vec::new();
    let Some(x) = measurement.column(&plot.x) else { return panels };
    for (number, name) in plot.y.iter().enumerate() {
        let Some(y) = measurement.column(name) else { continue };
        let rows = measurement.numbers(x).zip(measurement.numbers(y));
        let mut points: Vec<Point> = rows.filter_map(|(x, y)| Some(Point { x: x?, y })).collect();
        points.sort_by(|one, other| one.x.total_cmp(&other.x));
        let (name, unit) = (name_of(description, &columns[y]), columns[y].unit.clone());
        let series = Series { name, number, unit: unit.clone(), points };
        let shared = panels.iter().position(|panel| panel.unit == unit);
        match shared.filter(|_| plot.marks != Marks::Bars) {
            Some(at) => panels[at].series.push(series),
            None => {
                let at = panels.len();
                panels.push(Panel {
                    unit,
                    scale: plot.y_scale.of(at).copied().unwrap_or_default(),
                    label: plot.y_label.as_ref().and_then(|label| label.of(at)).cloned(),
                    marks: plot.marks,
                    series: vec![series],
                });
            }
        }
    }
    panels
}
