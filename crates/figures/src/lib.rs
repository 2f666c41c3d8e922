//! Figures: a trace, a measurement or a description in, an SVG out.
//!
//! [`load`] reads a figure: its description, `figures/<id>.toml`, and what was recorded for it, if
//! anything was: a run, `figures/<id>.jsonl`, or a measurement, `figures/<id>.csv`. [`Figure::svg`] draws it and
//! [`Figure::alt`] says what it shows. [`Description::load`] says which listing to run in order to
//! record it. Of a run, [`Trace::read`] reads what the program wrote and [`Trace::normalised`] makes
//! of it what is kept; [`shape`] and [`Shape::differences`] tell whether a run still is what the
//! figure shows. For measurements, [`Measurement::printed`] and [`Measurement::differences`] do so.
//!
//! Invariant: the same files are the same bytes of SVG, on any machine.

mod data;
mod description;
mod frame;
mod frames;
mod graph;
mod ink;
mod life;
mod line;
mod measurement;
mod memory;
mod metrics;
mod plot;
mod quantity;
mod recording;
mod scale;
mod sequence;
mod shape;
mod stacks;
mod states;
mod summary;
mod svg;
mod texture;
mod timeline;
mod trace;
mod waits;
mod words;

use std::collections::BTreeMap;
use std::path::Path;

use bindery_diagnostic::Diagnostic;

pub use data::Data;
pub use description::{
    Description, Kind, Lanes, Marks, MeasurementDescription, PerPanel, Plot, Program,
    RunDescription, ScaleKind, SequenceRules, ShapeRules,
};
pub use frames::Frame;
pub use measurement::{Extent, Measurement};
pub use memory::{Cell, Memory, Row};
pub use recording::Recording;
pub use sequence::Said;
pub use shape::{Loose, Shape};
pub use stacks::{Call, Grows, Stack, Stacks};
pub use states::{States, Transition};
pub use summary::{Summary, TaskSummary};
pub use trace::{Event, Header, Kind as EventKind, Message, On, Trace};
pub use waits::{Hold, Wait, Waits};

use frame::Drawing;
use life::Lives;
use waits::Situation;

/// A figure, ready to be drawn.
#[derive(Debug, Clone)]
pub struct Figure {
    id: String,
    source: Source,
}

/// What a figure is drawn from.
#[derive(Debug, Clone)]
pub enum Source {
    /// A run.
    Run(RunDescription, Trace),
    /// Numbers that a program measured.
    Measurement(MeasurementDescription, Measurement),
    /// Its description alone.
    Data(Data),
}

/// Reads the figure `id` from `<id>.toml`, and `<id>.jsonl` or `<id>.csv` where it has one, in the
/// folder `dir`.
///
/// # Errors
/// When one of the files can't be read, or isn't what it should be.
pub fn load(dir: &Path, id: &str) -> Result<Figure, Diagnostic> {
    let source = match Description::load(dir, id)? {
        Description::Run(description) => {
            let trace = Trace::read(&dir.join(format!("{id}.jsonl")))?;
            Source::Run(description, trace)
        }
        Description::Measurement(description) => {
            let measurement = Measurement::read(&dir.join(format!("{id}.csv")))?;
            Source::Measurement(description, measurement)
        }
        Description::Data(data) => Source::Data(data),
    };
    let figure = Figure { id: id.to_owned(), source };
    figure.check().map_err(|error| {
        let place = description::place_of(dir, id, error.culprit.as_deref());
        error.at(place)
    })?;
    Ok(figure)
}

/// The shape of the run in `trace`, as the figure that `description` describes shows it.
pub fn shape(trace: &Trace, description: &RunDescription) -> Shape {
    let said: &[_] = if tells(description) { &trace.messages } else { &[] };
    Shape::of(&lives(description, trace), said, &description.shape.loose)
}

/// Whether the figure shows what is said.
fn tells(description: &RunDescription) -> bool {
    description.kind == Kind::Sequence
}

impl Figure {
    /// The figure `id` of the run in `trace`. The id begins the ids in the SVG.
    pub fn of_run(id: &str, description: RunDescription, trace: Trace) -> Figure {
        Figure { id: id.to_owned(), source: Source::Run(description, trace) }
    }

    /// The figure as an `svg` element, to stand in HTML, XHTML, Markdown or a file: no line in it
    /// is empty or begins with a space, and the last one ends with a line feed.
    ///
    /// Text and lines have the colour of the text around it (`currentColor`), boxes have colours
    /// that stand out on white and on black. Each part has a class, so a style sheet may differ.
    pub fn svg(&self) -> String {
        let drawing = match &self.source {
            Source::Run(description, trace) => draw_run(description, trace),
            Source::Measurement(description, measurement) => {
                Ok(plot::draw(description, measurement))
            }
            Source::Data(data) => data.draw(),
        };
        let drawing = drawing.expect("a figure that was loaded can be drawn");
        drawing.framed(&self.id, self.title(), &self.alt())
    }

    /// Whether it can be drawn.
    fn check(&self) -> Result<(), Diagnostic> {
        match &self.source {
            Source::Run(description, trace) => draw_run(description, trace).map(|_| ()),
            Source::Measurement(description, measurement) => description.check(measurement),
            Source::Data(data) => data.draw().map(|_| ()),
        }
    }

    /// What the figure shows, in words, from what it is drawn from.
    pub fn alt(&self) -> String {
        match &self.source {
            Source::Run(description, trace) => match description.kind {
                Kind::Sequence => sequence::words(description, trace),
                Kind::Waits => situation(description, trace).words(),
                Kind::Queue => timeline::queue_words(&lives(description, trace)),
                _ => words::timeline(&lives(description, trace)),
            },
            Source::Measurement(description, measurement) => plot::words(description, measurement),
            Source::Data(data) => data.words(),
        }
    }

    /// What the figure is, in a few words.
    pub fn title(&self) -> &str {
        match &self.source {
            Source::Run(description, _) => &description.title,
            Source::Measurement(description, _) => &description.title,
            Source::Data(data) => data.title(),
        }
    }

    /// What the figure is drawn from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Whether there is anything to see; numbers that the text quotes may have no drawing.
    pub fn is_drawn(&self) -> bool {
        !matches!(&self.source, Source::Measurement(it, _) if it.plot.is_none())
    }

    /// When, with what and where it was recorded; what the program itself wrote doesn't say, and what
    /// no program made has no recording.
    pub fn recording(&self) -> Option<&Recording> {
        match &self.source {
            Source::Run(_, trace) => trace.header.recording.as_ref(),
            Source::Measurement(_, measurement) => measurement.recording.as_ref(),
            Source::Data(_) => None,
        }
    }

    /// The run; `None` for a figure that is drawn from something else.
    pub fn trace(&self) -> Option<&Trace> {
        match &self.source {
            Source::Run(_, trace) => Some(trace),
            Source::Measurement(..) | Source::Data(_) => None,
        }
    }

    /// The messages that a sequence shows, from top to bottom; none for other figures.
    pub fn said(&self) -> Vec<Said> {
        match &self.source {
            Source::Run(description, trace) if description.kind == Kind::Sequence => {
                sequence::said(description, trace)
            }
            _ => Vec::new(),
        }
    }

    /// The moments that the figure tells one by one; none unless its description names some.
    pub fn frames(&self) -> Vec<Frame> {
        let Source::Run(description, trace) = &self.source else { return Vec::new() };
        let lives = lives(description, trace);
        let moments = frames::moments(&description.frames, &lives);
        frames::table(&moments.expect("a figure that was loaded can be drawn"), &lives)
    }

    /// The run in numbers.
    pub fn summary(&self) -> Option<Summary> {
        match &self.source {
            Source::Run(description, trace) => Some(Summary::of(&lives(description, trace))),
            Source::Measurement(..) | Source::Data(_) => None,
        }
    }

    /// Every number of what it is drawn from with its unit, by the name that prose quotes it by:
    /// see [`Summary::values`] for those of a run. Those of a measurement are named
    /// `<key>.<column>`, `<column>.min` and `<column>.max`.
    pub fn values(&self) -> BTreeMap<String, String> {
        match &self.source {
            Source::Run(description, trace) => Summary::of(&lives(description, trace)).values(),
            Source::Measurement(_, measurement) => measurement.values(),
            Source::Data(_) => BTreeMap::new(),
        }
    }
}

fn draw_run(description: &RunDescription, trace: &Trace) -> Result<Drawing, Diagnostic> {
    match description.kind {
        Kind::Sequence | Kind::Waits if !description.frames.is_empty() => {
            Err(Diagnostic::error("only a timeline and a queue have frames").culprit("frames"))
        }
        Kind::Sequence => sequence::draw(description, trace),
        Kind::Waits => situation(description, trace).draw(&[]),
        _ => {
            let lives = lives(description, trace);
            let moments = frames::moments(&description.frames, &lives)?;
            Ok(timeline::draw(&lives, description.lanes(), &moments))
        }
    }
}

fn situation(description: &RunDescription, trace: &Trace) -> Situation {
    Situation::of(trace, &lives(description, trace))
}

fn lives(description: &RunDescription, trace: &Trace) -> Lives {
    Lives::of(trace, &description.names, tells(description))
}
