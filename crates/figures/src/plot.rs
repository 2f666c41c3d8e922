//! Plots: numbers that were measured, against what was varied.

mod axis;
mod bars;
mod check;
mod grid;
mod labels;
mod marks;
mod panel;
mod series;
mod words;

use crate::description::MeasurementDescription;
use crate::frame::Drawing;
use crate::measurement::Measurement;
use crate::svg::Element;

pub(crate) use words::words;

use panel::{Frame, Panel};
use series::panels;

/// Draws the plot of a measurement that [`MeasurementDescription::check`] has found fit for it; nothing,
/// where there is no plot.
pub(crate) fn draw(description: &MeasurementDescription, measurement: &Measurement) -> Drawing {
    let mut children = Vec::new();
    let Some(plot) = &description.plot else {
        return Drawing { class: "fig-plot", height: 0.0, children };
    };
    let panels: Vec<Panel> = panels(plot, description, measurement);
    let frame = Frame::new(plot, description, measurement, &panels);
    let mut top = 0.0;
    for (at, panel) in panels.iter().enumerate() {
        let mut group = Element::new("g").attr("class", "fig-panel");
        top = panel.draw(&frame, top, at + 1 == panels.len(), &mut group);
        children.push(group);
    }
    Drawing { class: "fig-plot", height: top, children }
}
