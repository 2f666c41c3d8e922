//! Figures that are drawn from the trace of a run, `figures/<id>.jsonl`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::Kind;
use crate::shape::Loose;
use crate::timeline;

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
    /// Moments to number in a timeline or queue and to tell in a table below it, each named by what
    /// a task does: `ant wait`, `ant run 2`, `ant ready`, `ant end`.
    #[serde(default)]
    pub frames: Vec<String>,
    /// What a sequence shows.
    #[serde(default)]
    pub sequence: SequenceRules,
    /// What belongs to the shape of the run.
    #[serde(default)]
    pub shape: ShapeRules,
}

/// What a sequence shows.
///
/// A trace has messages: those are drawn. With an `executor` and a `waker`, what happens to tasks is
/// drawn as messages, too.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SequenceRules {
    /// Who takes part, from left to right; what others say and hear is left out. Without it: all, in
    /// the order in which they take part.
    #[serde(default)]
    pub lifelines: Vec<String>,
    /// Who polls the tasks, and hears `Pending` and `Ready`.
    pub executor: Option<String>,
    /// Who wakes a task, when no other task does.
    pub waker: Option<String>,
    /// The first and the last message that is drawn, counted from 1.
    pub range: Option<[usize; 2]>,
}

/// What a lane of a timeline is; a run queue has its own.
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

impl RunDescription {
    /// What is drawn in the lanes.
    pub(crate) fn lanes(&self) -> timeline::Lanes {
        match (self.kind, self.lanes) {
            (Kind::Queue, _) => timeline::Lanes::Queue,
            (_, Lanes::Tasks) => timeline::Lanes::Tasks,
            (_, Lanes::Threads) => timeline::Lanes::Threads,
        }
    }
}
