//! What a figure shows, as its author describes it in `figures/<id>.toml`.
//!
//! The field `kind` decides which other fields there are:
//!
//! | `kind` | from | fields |
//! |---|---|---|
//! | `timeline`, `queue`, `sequence`; `waits` with a `listing` | a run | [`RunDescription`] |
//! | `plot`, `values` | a measurement | [`MeasurementDescription`] |
//! | `states` | the description | [`States`](crate::States) |
//! | `memory` | the description | [`Memory`](crate::Memory) |
//! | `stack` | the description | [`Stacks`](crate::Stacks) |
//! | `waits` without a `listing` | the description | [`Waits`](crate::Waits) |

mod measurement;
mod run;

use std::fs;
use std::ops::Range;
use std::path::Path;

use bindery_diagnostic::{Diagnostic, Place};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::data::Data;

pub use measurement::{Marks, MeasurementDescription, PerPanel, Plot, ScaleKind};
pub use run::{Lanes, RunDescription, SequenceRules, ShapeRules};

/// The description of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Description {
    /// It is drawn from the trace of a run.
    Run(RunDescription),
    /// It is drawn from numbers that a program measured.
    Measurement(MeasurementDescription),
    /// It is drawn from the description itself.
    Data(Data),
}

/// How a figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// What each task does, over time.
    Timeline,
    /// Which tasks are ready and stand in the run queue, over time, and which run.
    Queue,
    /// Who says what to whom, one message below the other.
    Sequence,
    /// What was measured, against what was varied.
    Plot,
    /// Nothing: what was measured is quoted in the text.
    Values,
    /// A state machine.
    States,
    /// What lies where in memory.
    Memory,
    /// Who waits for whom: at one moment of a run, where there is a listing, or as described.
    Waits,
    /// Call stacks.
    Stack,
}

/// The program that makes what a figure is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct Program<'a> {
    /// Its folder below `listings/`. The last part is the name of its package.
    pub listing: &'a str,
    /// Its arguments.
    pub args: &'a [String],
    /// The programs that have to run beside it, each with its arguments. `{port1}`, `{port2}`, …
    /// here and in `args` are ports that are free when it is run.
    pub servers: &'a [Vec<String>],
    /// Whether it is compiled with optimisation.
    pub release: bool,
}

/// What has to be known of a description to read the rest.
#[derive(Deserialize)]
struct Head {
    kind: Kind,
    listing: Option<String>,
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
        let head: Head = parse(&text, &file)?;
        Ok(match head.kind {
            Kind::Timeline | Kind::Queue | Kind::Sequence => Description::Run(parse(&text, &file)?),
            Kind::Plot | Kind::Values => Description::Measurement(parse(&text, &file)?),
            Kind::Waits if head.listing.is_some() => Description::Run(parse(&text, &file)?),
            Kind::Waits => Description::Data(Data::Waits(parse(&text, &file)?)),
            Kind::States => Description::Data(Data::States(parse(&text, &file)?)),
            Kind::Memory => Description::Data(Data::Memory(parse(&text, &file)?)),
            Kind::Stack => Description::Data(Data::Stacks(parse(&text, &file)?)),
        })
    }

    /// What the figure is, in a few words; screen readers and tooltips say it.
    pub fn title(&self) -> &str {
        match self {
            Description::Run(run) => &run.title,
            Description::Measurement(measurement) => &measurement.title,
            Description::Data(data) => data.title(),
        }
    }

    /// The program that is recorded; `None` where nothing is.
    pub fn program(&self) -> Option<Program<'_>> {
        let (listing, args, servers, release) = match self {
            Description::Run(run) => (&run.listing, &run.args, &run.servers, false),
            Description::Measurement(it) => (&it.listing, &it.args, &it.servers, it.release),
            Description::Data(_) => return None,
        };
        Some(Program { listing, args, servers, release })
    }
}

/// The first line of the description of the figure `id` that holds `word`, as a string if it does.
pub(crate) fn place_of(dir: &Path, id: &str, word: Option<&str>) -> Place {
    let file = dir.join(format!("{id}.toml"));
    let text = fs::read_to_string(&file).unwrap_or_default();
    let find = |word: &str| text.lines().position(|line| line.contains(word));
    let line = word.and_then(|word| find(&format!("\"{word}\"")).or_else(|| find(word)));
    line.map_or(Place::file(&file), |line| Place::line(&file, line as u32 + 1))
}

fn parse<T: DeserializeOwned>(text: &str, file: &Path) -> Result<T, Diagnostic> {
    toml::from_str(text).map_err(|error| {
        let line = line_of(text, error.span());
        Diagnostic::error(format!("this describes no figure: {}", error.message().trim_end()))
            .at(Place::line(file, line))
    })
}

fn line_of(text: &str, span: Option<Range<usize>>) -> u32 {
    let start = span.map_or(0, |span| span.start);
    text.bytes().take(start).map(|byte| u32::from(byte == b'\n')).sum::<u32>() + 1
}
