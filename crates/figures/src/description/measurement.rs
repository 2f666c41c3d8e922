//! Figures that are drawn from measurements, `figures/<id>.csv`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Kind;

/// The description of a figure that is drawn from a measurement.
///
/// ```toml
/// listing = "threads-first/thread-cost"
/// args = ["--csv"]
/// check = ["--csv", "--quick"]
/// kind = "plot"
/// title = "What waiting threads cost"
///
/// [names]
/// virtual = "reserved"
///
/// [plot]
/// x = "threads"
/// y = ["virtual", "resident"]
/// x-scale = "log"
/// y-scale = "log"
/// y-label = "memory"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MeasurementDescription {
    /// The program that measures; see [`Program`](super::Program). Its standard output is CSV, as
    /// [`Measurement`](crate::Measurement) says.
    pub listing: String,
    /// The program's arguments.
    #[serde(default)]
    pub args: Vec<String>,
    /// The arguments with which the suite runs it again, quickly: it measures the same columns, for
    /// some of the keys. Without them, `args`.
    pub check: Option<Vec<String>>,
    /// Whether it is compiled with optimisation.
    #[serde(default)]
    pub release: bool,
    /// The programs that have to run beside it.
    #[serde(default)]
    pub servers: Vec<Vec<String>>,
    /// How it is drawn: as a plot, or not at all.
    pub kind: Kind,
    /// What the figure is, in a few words.
    pub title: String,
    /// What the figure calls a column instead of its name.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// What is drawn; without it the text quotes the numbers, and no figure shows them.
    pub plot: Option<Plot>,
}

/// What a plot shows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Plot {
    /// The column from left to right.
    pub x: String,
    /// The columns from bottom to top. Those of one unit share a panel; each unit has its own, one
    /// above the other.
    pub y: Vec<String>,
    /// How the x axis is divided.
    #[serde(default)]
    pub x_scale: ScaleKind,
    /// How the y axis is divided, of all panels or of each.
    #[serde(default)]
    pub y_scale: PerPanel<ScaleKind>,
    /// What the x axis says before its unit, instead of the column's name.
    pub x_label: Option<String>,
    /// What the y axis says before its unit, instead of the columns' names; of all panels or of each.
    pub y_label: Option<PerPanel<String>>,
    /// What stands for a row.
    #[serde(default)]
    pub marks: Marks,
}

/// How an axis is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScaleKind {
    /// Equal distances are equal differences. The y axis begins at zero.
    #[default]
    Linear,
    /// Equal distances are equal ratios. Zero has a place of its own before the smallest value.
    Log,
}

/// What stands for a row of the measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Marks {
    /// Points, joined by a line.
    #[default]
    Line,
    /// Points.
    Points,
    /// A level line up to the next row.
    Steps,
    /// A bar up to the next row: a histogram, whose x column has the lower bounds of the bins. Each
    /// column has a panel of its own.
    Bars,
}

/// Something that all panels have in common, or that each has its own of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum PerPanel<T> {
    /// The same for all.
    All(T),
    /// One a panel, from the top.
    Each(Vec<T>),
}

impl<T: Default> Default for PerPanel<T> {
    fn default() -> Self {
        PerPanel::All(T::default())
    }
}

impl<T> PerPanel<T> {
    /// That of the panel with this number, from 0.
    pub(crate) fn of(&self, panel: usize) -> Option<&T> {
        match self {
            PerPanel::All(it) => Some(it),
            PerPanel::Each(all) => all.get(panel),
        }
    }
}
