//! What a plot shows, in words, from its numbers.

use super::series::{Series, name_of, panels, show_x};
use crate::description::{Marks, MeasurementDescription, ScaleKind};
use crate::measurement::Measurement;
use crate::words::and;

/// What the plot of a measurement shows.
pub(crate) fn words(description: &MeasurementDescription, measurement: &Measurement) -> String {
    let Some(plot) = &description.plot else { return String::new() };
    let panels = panels(plot, description, measurement);
    let all = || panels.iter().flat_map(|panel| &panel.series);
    let Some(column) = measurement.column(&plot.x).map(|at| &measurement.columns()[at]) else {
        return String::new();
    };
    let x_name = plot.x_label.clone().unwrap_or_else(|| name_of(description, column));
    let x_unit = column.unit.as_deref();
    let xs = || all().flat_map(Series::measured).map(|(x, _)| x);
    let least = xs().fold(f64::INFINITY, f64::min);
    let most = xs().fold(f64::NEG_INFINITY, f64::max);
    let kind = match plot.marks {
        Marks::Bars => "Histogram",
        _ => "Plot",
    };
    let names: Vec<String> = panels.iter().map(|panel| panel.name()).collect();
    let mut sentences = vec![format!(
        "{kind} of {} against {x_name}, from {} to {}{}.",
        and(&names),
        show_x(least, x_unit),
        show_x(most, x_unit),
        scales(plot.x_scale, panels.iter().map(|panel| panel.scale)),
    )];
    sentences.extend(all().map(|series| one(series, x_unit)));
    sentences.join(" ")
}

/// `; both axes are logarithmic`.
fn scales(x: ScaleKind, y: impl Iterator<Item = ScaleKind>) -> &'static str {
    let y: Vec<ScaleKind> = y.collect();
    let all = y.iter().all(|scale| *scale == ScaleKind::Log);
    let any = y.contains(&ScaleKind::Log);
    match (x, all, any) {
        (ScaleKind::Log, true, _) => "; both axes are logarithmic",
        (ScaleKind::Log, ..) => "; the x axis is logarithmic",
        (ScaleKind::Linear, true, _) => "; the y axis is logarithmic",
        (ScaleKind::Linear, false, true) => "; a y axis is logarithmic",
        (ScaleKind::Linear, ..) => "",
    }
}

/// `virtual rises from 2.1 MiB at 1 to 20 MiB at 10.`
fn one(series: &Series, x_unit: Option<&str>) -> String {
    let measured: Vec<(f64, f64)> = series.measured().collect();
    let at = |(x, y): (f64, f64)| format!("{} at {}", series.show(y), show_x(x, x_unit));
    let name = &series.name;
    let (Some(&first), Some(&last)) = (measured.first(), measured.last()) else {
        return format!("{name} was not measured.");
    };
    let falls = |pair: &[(f64, f64)]| pair[1].1 < pair[0].1;
    let rises = |pair: &[(f64, f64)]| pair[1].1 > pair[0].1;
    let extreme = |is_more: fn(f64, f64) -> bool| {
        measured.iter().copied().reduce(|best, it| if is_more(it.1, best.1) { it } else { best })
    };
    let (least, most) = (extreme(|a, b| a < b), extreme(|a, b| a > b));
    let what = match (measured.windows(2).any(rises), measured.windows(2).any(falls)) {
        _ if measured.len() == 1 => format!("{name} is {}", at(first)),
        (false, false) => format!("{name} is {} throughout", series.show(first.1)),
        (true, false) => format!("{name} rises from {} to {}", at(first), at(last)),
        (false, true) => format!("{name} falls from {} to {}", at(first), at(last)),
        (true, true) => {
            let ends = [first, last];
            let mut sentence =
                format!("{name} begins with {} and ends with {}", at(first), at(last));
            for (word, extreme) in [("lowest", least), ("highest", most)] {
                if let Some(extreme) = extreme.filter(|extreme| !ends.contains(extreme)) {
                    sentence += &format!("; {word}: {}", at(extreme));
                }
            }
            sentence
        }
    };
    let missing: Vec<String> = series
        .points
        .iter()
        .filter(|point| point.y.is_none())
        .map(|point| show_x(point.x, x_unit))
        .collect();
    match missing.len() {
        0 => format!("{what}."),
        1..=4 => format!("{what}; not measured at {}.", and(&missing)),
        many => format!("{what}; not measured at {many} places."),
    }
}
