//! What a figure shows, as its author describes it in `figures/<id>.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::Path;

use bindery_diagnostic::{Diagnostic, Place};
use serde::Deserialize;

use crate::shape::Loose;

/// The description of a figure.
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
pub struct Description {
    /// The program that is recorded: its folder below `listings/`. The last part is the name of
    /// its package.
    pub listing: String,
    /// The program's arguments.
    #[serde(default)]
    pub args: Vec<String>,
    /// The programs that have to run beside it, each with its arguments. `{port1}`, `{port2}`, …
    /// here and in `args` are ports that are free when the run is recorded.
    #[serde(default)]
    pub servers: Vec<Vec<String>>,
    /// How it is drawn.
    pub kind: Kind,
    /// What the figure is, in a few words; screen readers and tooltips say it.
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

/// How a figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// What each task does, over time.
    Timeline,
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

impl Description {
    /// The description in `<id>.toml` in the folder `dir`.
    ///
    /// # Errors
    /// When the file can't be read or isn't a description; the diagnostic names the line.
    pub fn load(dir: &Path, id: &str) -> Result<Description, Diagnostic> {
        let file = dir.join(format!("{id}.toml"));
        let text = fs::read_to_string(&file).map_err(|error| {
            Diagnostic::error(format!("there is no figure `{id}`: {error}")).at(Place::file(&file))
        })?;
        toml::from_str(&text).map_err(|error| {
            let line = line_of(&text, error.span());
            Diagnostic::error(format!("this describes no figure: {}", error.message().trim_end()))
                .at(Place::line(&file, line))
        })
    }
}

fn line_of(text: &str, span: Option<Range<usize>>) -> u32 {
    let start = span.map_or(0, |span| span.start);
    text.bytes().take(start).map(|byte| u32::from(byte == b'\n')).sum::<u32>() + 1
}
