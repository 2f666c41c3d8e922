//! Figures that are drawn from the trace of a run, `figures/<id>.jsonl`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::Kind;
use crate::shape::Loose;

/// The description of a figure that is drawn from a run.
///
/// ```toml
/// listing = "three-tasks/threaded"
/// args = ["no-waiting"]
/// kind = "timeline"
/// title = "Three tasks that compute, each in its own thread"
/// lanes = "threads"
///
/// [names]
/// ant = "A"
///
/// [shape]
/// loose = ["order"]
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RunDescription {
    /// The program that is recorded; see [`Program`](super::Program).
    pub listing: String,
    /// The program's arguments.
    #[serde(default)]
    pub args: Vec<String>,
    /// The programs that have to run beside it.
    #[serde(default)]
    pub servers: Vec<Vec<String>>,
    /// How it is drawn.
    pub kind: Kind,
    /// What the figure is, in a few words.
    pub title: String,
    /// What a lane is.
    #[serde(default)]
    pub lanes: Lanes,
    /// What the figure calls a task instead of the name that the trace has for it.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// What belongs to the shape of the run.
    #[serde(default)]
    pub shape: ShapeRules,
}

/// What a lane of a timeline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lanes {
    /// A task, with its states.
    #[default]
    Tasks,
    /// A thread, with the tasks that it runs.
    Threads,
}

/// What belongs to the shape of the run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShapeRules {
    /// What may differ from run to run.
    #[serde(default)]
    pub loose: BTreeSet<Loose>,
}
