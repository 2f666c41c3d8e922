//! Figures: each one's listing is run again, and does what the figure shows.

pub(crate) mod here;
mod measured;
mod programs;
mod traced;

use crate::Change;
use crate::book::Book;
use crate::cache::{Cache, Key};
use crate::cargo::{Target, Workspace};
use bindery_diagnostic::{Diagnostic, Place};
use bindery_figures::{Description, MeasurementDescription, RunDescription};
use programs::Programs;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The figures of a book that are recorded.
pub(crate) struct Figures {
    ready: Vec<Ready>,
    /// What is wrong with the others.
    pub(crate) faults: Vec<Diagnostic>,
}

/// A figure whose listing and servers are known.
struct Ready {
    description_file: PathBuf,
    /// What is recorded: a trace, or a measurement.
    data_file: PathBuf,
    what: What,
    args: Vec<String>,
    programs: Programs,
}

/// What is recorded.
enum What {
    Run(RunDescription),
    Measurement(MeasurementDescription),
}

/// What a figure's listing came to.
enum Outcome {
    /// It does what was recorded.
    Same,
    /// It does something else, as the sentences say; with the recording, ready to be kept.
    Other(Vec<String>, String),
}

impl Figures {
    /// Reads the descriptions in `figures/`.
    pub(crate) fn read(book: &Book, workspace: &Workspace) -> Figures {
        let folder = book.path(&book.figures);
        let mut figures = Figures { ready: Vec::new(), faults: Vec::new() };
        let mut files = Vec::new();
        crate::book::walk(&folder, &mut |file| files.push(file.to_owned()));
        for file in files {
            let id = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let described = file.extension().is_some_and(|ext| ext == "toml");
            if file.parent() != Some(&folder) || !described || !book.wants(&file) {
                continue;
            }
            let ready = Description::load(&folder, &id)
                .and_then(|description| Ready::new(book, workspace, file, description));
            match ready {
                Ok(ready) => figures.ready.extend(ready),
                Err(fault) => figures.faults.push(fault),
            }
        }
        figures
    }

    /// The programs that have to be built.
    pub(crate) fn targets(&self) -> BTreeSet<Target> {
        self.ready.iter().flat_map(|ready| ready.programs.targets()).cloned().collect()
    }

    /// Runs the listings, one at a time, and says which don't do what their figures show.
    pub(crate) fn test(
        self,
        book: &Book,
        workspace: &Workspace,
        built: &BTreeMap<Target, PathBuf>,
    ) -> Vec<Diagnostic> {
        let cache = Cache::open(&workspace.target, book.cached);
        let mut found = self.faults;
        for ready in self.ready {
            let key = ready.key(book, workspace, built);
            if cache.passed(&key) {
                continue;
            }
            match ready.test(book, built) {
                Ok(()) => cache.pass(&key),
                Err(diagnostic) => found.push(diagnostic),
            }
        }
        found
    }

    /// Runs the listings, and keeps what differs from what was recorded.
    pub(crate) fn record(
        self,
        book: &Book,
        built: &BTreeMap<Target, PathBuf>,
    ) -> (Vec<Change>, Vec<Diagnostic>) {
        let mut found = self.faults;
        let mut changes = Vec::new();
        for ready in self.ready {
            match ready.record(book, built) {
                Ok(change) => changes.extend(change),
                Err(diagnostic) => found.push(diagnostic),
            }
        }
        (changes, found)
    }
}

impl Ready {
    /// `None` for a figure that nothing is recorded for.
    fn new(
        book: &Book,
        workspace: &Workspace,
        file: PathBuf,
        description: Description,
    ) -> Result<Option<Ready>, Diagnostic> {
        let (what, extension) = match &description {
            Description::Run(it) => (What::Run(it.clone()), "jsonl"),
            Description::Measurement(it) => (What::Measurement(it.clone()), "csv"),
            Description::Data(_) => return Ok(None),
        };
        let Some(program) = description.program() else { return Ok(None) };
        let programs = Programs::find(book, workspace, &file, program)?;
        let args = program.args.to_vec();
        let data_file = file.with_extension(extension);
        Ok(Some(Ready { description_file: file, data_file, what, args, programs }))
    }

    /// All that the outcome depends on: both files, the programs, and the files they may read.
    fn key(&self, book: &Book, workspace: &Workspace, built: &BTreeMap<Target, PathBuf>) -> Key {
        let mut key = Key::new("figure");
        key.file(&self.description_file);
        key.file(&self.data_file);
        for target in self.programs.targets() {
            if let Some(program) = built.get(target) {
                key.file(program);
            }
            if let Some(folder) = workspace.folder(&target.package) {
                crate::book::walk(folder, &mut |file| key.file(file));
            }
        }
        let check = match &self.what {
            What::Measurement(description) => description.check.as_deref(),
            What::Run(_) => None,
        };
        let args = self.args.iter().chain(check.unwrap_or_default());
        let words = args.chain(self.programs.words());
        for file in crate::book::named_files(&book.root, words.map(String::as_str)) {
            key.file(&file);
        }
        key
    }

    fn test(&self, book: &Book, built: &BTreeMap<Target, PathBuf>) -> Result<(), Diagnostic> {
        if !self.data_file.exists() {
            return Err(self
                .fail("the figure has no recorded run")
                .hint("`bindery record` runs the listing and keeps the run"));
        }
        let (message, differences) = match &self.what {
            What::Run(description) => match self.traced(description, book, built)? {
                Outcome::Same => return Ok(()),
                Outcome::Other(differences, _) => {
                    ("the listing runs otherwise than the figure shows", differences)
                }
            },
            What::Measurement(description) => {
                let differences = self.checked(description, book, built)?;
                if differences.is_empty() {
                    return Ok(());
                }
                ("the listing measures something else than the figure shows", differences)
            }
        };
        Err(self.fail(message).hint(format!(
            "{}\nif that is as it should be, `bindery record` keeps the new run",
            differences.join("\n")
        )))
    }

    /// Runs the listing, and keeps what it did if nothing was kept or it differs from that.
    fn record(
        &self,
        book: &Book,
        built: &BTreeMap<Target, PathBuf>,
    ) -> Result<Option<Change>, Diagnostic> {
        let outcome = match &self.what {
            What::Run(description) => self.traced(description, book, built)?,
            What::Measurement(description) => self.measured(description, book, built)?,
        };
        let Outcome::Other(differences, text) = outcome else { return Ok(None) };
        let file = self.data_file.clone();
        crate::write_whole(&file, &text).map_err(|error| {
            Diagnostic::error(format!("the run can't be kept: {error}")).at(Place::file(&file))
        })?;
        Ok(Some(Change { file, diff: format!("{}\n", differences.join("\n")) }))
    }

    /// Whether there is a run to compare with, and it is to be kept if it is as good as a new one.
    fn is_kept(&self, book: &Book) -> bool {
        self.data_file.exists() && !book.anew
    }

    /// Says what is wrong with the figure.
    fn fail(&self, message: impl Into<String>) -> Diagnostic {
        fail(&self.description_file, message)
    }
}

/// What a change is called where it is compared with nothing.
const NEW: &str = "a new run";

fn fail(description_file: &Path, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(message).at(Place::file(description_file))
}
