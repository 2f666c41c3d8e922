//! Runs that leave a trace: compared with the recorded one by their shapes.

use super::programs::Purpose;
use super::{NEW, Outcome, Ready, here};
use crate::book::Book;
use crate::cargo::Target;
use bindery_diagnostic::{Diagnostic, Place};
use bindery_figures::{RunDescription, Trace, shape};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// How often a listing is run before its shape counts as another one: a loaded machine may make two
/// tasks miss each other once, a changed program does so every time.
const RUNS: usize = 3;

impl Ready {
    /// Runs the listing until the run has the recorded shape, [`RUNS`] times at most.
    pub(super) fn traced(
        &self,
        description: &RunDescription,
        book: &Book,
        built: &BTreeMap<Target, PathBuf>,
    ) -> Result<Outcome, Diagnostic> {
        if !self.is_kept(book) {
            let trace = self.trace(description, book, built)?;
            return Ok(Outcome::Other(vec![NEW.to_owned()], trace.to_jsonl()));
        }
        let recorded = shape(&Trace::read(&self.data_file)?, description);
        let mut last = None;
        for _ in 0..RUNS {
            let trace = self.trace(description, book, built)?;
            let differences = recorded.differences(&shape(&trace, description));
            if differences.is_empty() {
                return Ok(Outcome::Same);
            }
            last = Some(Outcome::Other(differences, trace.to_jsonl()));
        }
        Ok(last.expect("a listing is run at least once"))
    }

    /// What one run recorded.
    fn trace(
        &self,
        description: &RunDescription,
        book: &Book,
        built: &BTreeMap<Target, PathBuf>,
    ) -> Result<Trace, Diagnostic> {
        let left = self.programs.run(book, built, &description.args, Purpose::Trace)?;
        let text = left.trace.ok_or_else(|| {
            self.fail("the listing recorded nothing")
                .hint("a listing with a figure begins at least one `trace::Task`")
        })?;
        let at_figure = |mut error: Diagnostic| {
            error.place = Some(Place::file(&self.description_file));
            error
        };
        let trace = Trace::parse(&text, &self.description_file).map_err(at_figure)?;
        trace.normalised(here::recording()).map_err(at_figure)
    }
}
