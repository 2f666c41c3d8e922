//! Figures drawn from recorded runs: a trace in, an SVG out.
//!
//! [`load`] reads a figure: its description, `figures/<id>.toml`, and the run that was recorded for
//! it, `figures/<id>.jsonl`. [`Figure::svg`] draws it and [`Figure::alt`] says what it shows. To
//! record a run, [`Description::load`] says which listing, [`Trace::read`] reads what the program
//! wrote, [`Trace::normalised`] makes of it what is kept; [`shape`] and [`Shape::differences`] tell
//! whether a run still is what the figure shows.
//!
//! Invariant: the same two files are the same bytes of SVG, on any machine.

mod description;
mod ink;
mod life;
mod metrics;
mod scale;
mod shape;
mod summary;
mod svg;
mod texture;
mod timeline;
mod trace;
mod words;

use std::path::Path;

use bindery_diagnostic::Diagnostic;

pub use description::{Description, Kind, Lanes, ShapeRules};
pub use shape::{Loose, Shape};
pub use summary::{Summary, TaskSummary};
pub use trace::{Event, Header, Kind as EventKind, On, Recording, Trace};

use life::Lives;

/// A figure, ready to be drawn.
#[derive(Debug, Clone)]
pub struct Figure {
    id: String,
    description: Description,
    trace: Trace,
}

/// Reads the figure `id` from `<id>.toml` and `<id>.jsonl` in the folder `dir`.
///
/// # Errors
/// When one of the files can't be read, or isn't what it should be.
pub fn load(dir: &Path, id: &str) -> Result<Figure, Diagnostic> {
    let description = Description::load(dir, id)?;
    let trace = Trace::read(&dir.join(format!("{id}.jsonl")))?;
    Ok(Figure::new(id, description, trace))
}

/// The shape of the run in `trace`, as the figure that `description` describes shows it.
pub fn shape(trace: &Trace, description: &Description) -> Shape {
    Shape::of(&Lives::of(trace, &description.names), &description.shape.loose)
}

impl Figure {
    /// The figure `id` of the run in `trace`. The id begins the ids in the SVG.
    pub fn new(id: &str, description: Description, trace: Trace) -> Figure {
        Figure { id: id.to_owned(), description, trace }
    }

    /// The figure as an `svg` element, to stand in HTML, XHTML, Markdown or a file: no line in it
    /// is empty or begins with a space, and the last one ends with a line feed.
    ///
    /// Text and lines have the colour of the text around it (`currentColor`), boxes have colours
    /// that stand out on white and on black. Each part has a class, so a style sheet may differ.
    pub fn svg(&self) -> String {
        timeline::draw(self)
    }

    /// What the figure shows, in words, from the trace.
    pub fn alt(&self) -> String {
        words::timeline(&self.lives())
    }

    /// The shape of the run.
    pub fn shape(&self) -> Shape {
        shape(&self.trace, &self.description)
    }

    /// The run in numbers.
    pub fn summary(&self) -> Summary {
        Summary::of(&self.lives())
    }

    /// What the figure's author wrote.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// The run.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    fn lives(&self) -> Lives {
        Lives::of(&self.trace, &self.description.names)
    }
}
