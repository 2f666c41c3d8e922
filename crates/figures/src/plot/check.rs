//! Whether a measurement can be drawn as its description says.

use bindery_diagnostic::{Diagnostic, nearest};

use super::series::panels;
use crate::description::{Kind, MeasurementDescription, PerPanel, ScaleKind};
use crate::measurement::Measurement;

impl MeasurementDescription {
    /// Whether `measurement` can be drawn as this says.
    ///
    /// # Errors
    /// When a column that this names isn't there, or can't be drawn; the diagnostic has no place.
    pub fn check(&self, measurement: &Measurement) -> Result<(), Diagnostic> {
        let plot = match (self.kind, &self.plot) {
            (Kind::Values, None) => return Ok(()),
            (_, Some(plot)) if self.kind == Kind::Plot => plot,
            _ => {
                let message = "a `plot` has a table `[plot]`, and `values` have none";
                return Err(Diagnostic::error(message).culprit("kind"));
            }
        };
        for name in std::iter::once(&plot.x).chain(&plot.y).chain(self.names.keys()) {
            self.is_column(name, measurement)?;
        }
        let panels = panels(plot, self, measurement);
        let fail = |message: String| Err(Diagnostic::error(message));
        if panels.is_empty() {
            return fail("the plot has nothing in `y`".to_owned());
        }
        for (field, count) in
            [("y-scale", each(Some(&plot.y_scale))), ("y-label", each(plot.y_label.as_ref()))]
        {
            if count.is_some_and(|count| count != panels.len()) {
                let count = panels.len();
                return fail(format!(
                    "`{field}` needs one entry for each panel: there are {count}"
                ));
            }
        }
        for panel in &panels {
            for series in &panel.series {
                if series.measured().next().is_none() {
                    return fail(format!("`{}` has no number to draw", series.name));
                }
                if panel.scale == ScaleKind::Log && series.measured().any(|(_, y)| y < 0.0) {
                    return fail(format!("`{}` has no place on a log scale", series.name));
                }
            }
        }
        let mut xs = panels.iter().flat_map(|panel| &panel.series).flat_map(|it| it.measured());
        if plot.x_scale == ScaleKind::Log && xs.any(|(x, _)| x < 0.0) {
            return fail(format!("`{}` has no place on a log scale", plot.x));
        }
        Ok(())
    }

    fn is_column(&self, name: &str, measurement: &Measurement) -> Result<(), Diagnostic> {
        if measurement.column(name).is_some() {
            return Ok(());
        }
        let names = measurement.columns().iter().map(|column| column.name.as_str());
        let hint = match nearest(name, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it has {}", names.collect::<Vec<_>>().join(", ")),
        };
        let message = format!("the measurement has no column `{name}`");
        Err(Diagnostic::error(message).culprit(name).hint(hint))
    }
}

fn each<T>(entries: Option<&PerPanel<T>>) -> Option<usize> {
    match entries? {
        PerPanel::All(_) => None,
        PerPanel::Each(all) => Some(all.len()),
    }
}
