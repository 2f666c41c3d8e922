//! Measurements: compared with the recorded one by what was measured, never by what came out.

use super::programs::{Purpose, place_of};
use super::{NEW, Outcome, Ready, here};
use crate::book::Book;
use crate::cargo::Target;
use bindery_diagnostic::{Diagnostic, Place};
use bindery_figures::{Extent, Measurement, MeasurementDescription, Recording};
use std::collections::BTreeMap;
use std::path::PathBuf;

impl Ready {
    /// Measures all again; the same columns and keys are no reason to keep other numbers.
    pub(super) fn measured(
        &self,
        description: &MeasurementDescription,
        book: &Book,
        built: &BTreeMap<Target, PathBuf>,
    ) -> Result<Outcome, Diagnostic> {
        let args = &description.args;
        let mut new = self.measurement(args, book, built)?;
        description.check(&new).map_err(|error| {
            let place = match &error.culprit {
                Some(culprit) => place_of(&self.description_file, culprit),
                None => Place::file(&self.description_file),
            };
            error.at(place)
        })?;
        let differences = match self.is_kept(book) {
            true => Measurement::read(&self.data_file)?.differences(&new, Extent::Whole),
            false => vec![NEW.to_owned()],
        };
        if differences.is_empty() {
            return Ok(Outcome::Same);
        }
        new.recording = Some(Recording { machine: Some(here::machine()), ..here::recording() });
        Ok(Outcome::Other(differences, new.to_csv()))
    }

    /// Measures as the suite does, and says how that differs from what was recorded.
    pub(super) fn checked(
        &self,
        description: &MeasurementDescription,
        book: &Book,
        built: &BTreeMap<Target, PathBuf>,
    ) -> Result<Vec<String>, Diagnostic> {
        let recorded = Measurement::read(&self.data_file)?;
        let args = description.check.as_ref().unwrap_or(&description.args);
        let new = self.measurement(args, book, built)?;
        Ok(recorded.differences(&new, Extent::Part))
    }

    fn measurement(
        &self,
        args: &[String],
        book: &Book,
        built: &BTreeMap<Target, PathBuf>,
    ) -> Result<Measurement, Diagnostic> {
        let left = self.programs.run(book, built, args, Purpose::Output)?;
        Measurement::printed(&left.printed)
            .map_err(|error| error.at(Place::file(&self.description_file)))
    }
}
