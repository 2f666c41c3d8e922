//! Transcripts: each `$` line is run, and what it prints is compared with what the page shows.

mod command;
mod parse;
mod run;

use crate::Change;
use crate::book::{Book, named_files};
use crate::cache::{Cache, Key};
use crate::cargo::{Target, Workspace};
use crate::compare::difference;
use crate::figures::here;
use crate::parallel;
use crate::rewrite::{Patch, rewrite};
use bindery_diagnostic::{Diagnostic, Place};
use bindery_figures::Recording;
use command::Command;
use parse::Transcript;
use run::Session;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::PathBuf;

/// How often a transcript whose output differs is run again.
const RUNS_ALONE: usize = 2;

/// The transcripts of a book, with their commands understood.
pub(crate) struct Transcripts {
    ready: Vec<Ready>,
    /// What is wrong with the others.
    pub(crate) faults: Vec<Diagnostic>,
}

struct Ready {
    transcript: Transcript,
    commands: Vec<Command>,
}

/// What a transcript came to.
struct Outcome {
    ready: Ready,
    /// What each step prints now, or why that can't be known.
    outputs: Result<Vec<String>, Diagnostic>,
}

impl Transcripts {
    /// Reads the transcripts of the chapters and below `listings/`. Runs nothing.
    pub(crate) fn read(book: &Book, workspace: &Workspace) -> Transcripts {
        let mut transcripts = Transcripts { ready: Vec::new(), faults: Vec::new() };
        let files = book.chapters().into_iter().chain(book.console_files());
        for file in files.filter(|file| book.wants(file)) {
            let source = match fs::read_to_string(&file) {
                Ok(source) => source,
                Err(error) => {
                    let message = format!("the file can't be read: {error}");
                    transcripts.faults.push(Diagnostic::error(message).at(Place::file(file)));
                    continue;
                }
            };
            for transcript in parse::transcripts(&file, &source) {
                match transcript.map_err(|fault| vec![fault]).and_then(|t| Ready::new(t, workspace))
                {
                    Ok(ready) => transcripts.ready.push(ready),
                    Err(faults) => transcripts.faults.extend(faults),
                }
            }
        }
        transcripts
    }

    /// The programs that have to be built.
    pub(crate) fn targets(&self) -> BTreeSet<Target> {
        let commands = self.ready.iter().flat_map(|ready| &ready.commands);
        commands
            .filter_map(|command| match command {
                Command::Run { target, .. } => Some(target.clone()),
                _ => None,
            })
            .collect()
    }

    /// Runs all that has not been passed before, and says what differs.
    pub(crate) fn test(
        self,
        book: &Book,
        workspace: &Workspace,
        programs: &BTreeMap<Target, PathBuf>,
    ) -> Vec<Diagnostic> {
        let cache = Cache::open(&workspace.target, book.cached);
        let keys =
            self.ready.into_iter().map(|ready| (ready.key(book, workspace, programs), ready));
        let (keys, ready): (Vec<Key>, Vec<Ready>) =
            keys.filter(|(key, _)| !cache.passed(key)).unzip();
        let mut found = self.faults;
        let run = parallel::map(ready, |ready| ready.run(book, programs));
        for (outcome, key) in again(run, book, programs).iter().zip(keys) {
            let differences = outcome.differences(book);
            if differences.is_empty() {
                cache.pass(&key);
            }
            found.extend(differences);
        }
        found
    }

    /// Runs all, one at a time, so that none takes the processor from another whose times are kept,
    /// and writes what differs into the files.
    pub(crate) fn record(
        self,
        book: &Book,
        programs: &BTreeMap<Target, PathBuf>,
    ) -> (Vec<Change>, Vec<Diagnostic>) {
        let mut found = self.faults;
        let mut files: BTreeMap<PathBuf, Vec<Patch>> = BTreeMap::new();
        let run = self.ready.into_iter().map(|ready| ready.run(book, programs)).collect();
        for outcome in again(run, book, programs) {
            match outcome.recorded(book) {
                Ok(Some(patch)) => {
                    files.entry(outcome.ready.transcript.file).or_default().push(patch);
                }
                Ok(None) => {}
                Err(diagnostic) => found.push(diagnostic),
            }
        }
        let mut changes = Vec::new();
        for (file, patches) in files {
            match rewrite(&file, patches) {
                Ok(change) => changes.push(change),
                Err(diagnostic) => found.push(diagnostic),
            }
        }
        (changes, found)
    }
}

/// Where the book shows what a command printed: the files, and the bytes of each output.
pub(crate) fn recorded_outputs(book: &Book) -> Vec<(PathBuf, Range<usize>)> {
    let mut outputs = Vec::new();
    for file in book.chapters().into_iter().chain(book.console_files()) {
        let source = fs::read_to_string(&file).unwrap_or_default();
        for transcript in parse::transcripts(&file, &source).into_iter().flatten() {
            let mut at = transcript.range.start;
            for step in transcript.steps {
                let lines = |text: &str| text.lines().count();
                let mut skip = |count: usize| {
                    let rest = source[at..].split_inclusive('\n');
                    let start = at;
                    at += rest.take(count).map(str::len).sum::<usize>();
                    start..at
                };
                skip(lines(&step.written));
                outputs.push((file.clone(), skip(lines(&step.output))));
            }
        }
    }
    outputs
}

/// Runs those with another output than the page shows again, alone: on a busy machine two events may
/// come in the wrong order once.
fn again(
    mut outcomes: Vec<Outcome>,
    book: &Book,
    programs: &BTreeMap<Target, PathBuf>,
) -> Vec<Outcome> {
    for outcome in &mut outcomes {
        for _ in 0..RUNS_ALONE {
            if outcome.outputs.is_err() || outcome.differences(book).is_empty() {
                break;
            }
            outcome.outputs = outcome.ready.outputs(book, programs);
        }
    }
    outcomes
}

impl Ready {
    fn new(transcript: Transcript, workspace: &Workspace) -> Result<Ready, Vec<Diagnostic>> {
        let mut commands = Vec::new();
        let mut faults = Vec::new();
        for step in &transcript.steps {
            match command::parse(&step.command, workspace) {
                Ok(command) if step.background && !matches!(command, Command::Run { .. }) => {
                    let message = "only `cargo run` can go to the background";
                    faults.push(
                        Diagnostic::error(message).at(Place::line(&transcript.file, step.line)),
                    );
                    commands.push(command);
                }
                Ok(command) => commands.push(command),
                Err(bad) => {
                    let mut fault = Diagnostic::error(bad.message)
                        .at(Place::line(&transcript.file, step.line))
                        .culprit(bad.culprit);
                    fault.hint = bad.hint;
                    faults.push(fault);
                }
            }
        }
        if faults.is_empty() { Ok(Ready { transcript, commands }) } else { Err(faults) }
    }

    fn run(self, book: &Book, programs: &BTreeMap<Target, PathBuf>) -> Outcome {
        let outputs = self.outputs(book, programs);
        Outcome { ready: self, outputs }
    }

    fn outputs(
        &self,
        book: &Book,
        programs: &BTreeMap<Target, PathBuf>,
    ) -> Result<Vec<String>, Diagnostic> {
        Session::run(book, programs, &self.transcript, &self.commands)
    }

    /// All that the outcome depends on: the words, the programs, and the files they may read.
    fn key(&self, book: &Book, workspace: &Workspace, programs: &BTreeMap<Target, PathBuf>) -> Key {
        let mut key = Key::new("transcript");
        key.text(&self.transcript.text);
        key.text(&book.patterns.key());
        key.text(&format!("{:?} {:?}", book.ports, book.time_limit));
        for (step, command) in self.transcript.steps.iter().zip(&self.commands) {
            let words = step.command.split([' ', '=', '\'', '"']);
            named_files(&book.root, words).iter().for_each(|file| key.file(file));
            if let Command::Run { target, .. } = command {
                if let Some(program) = programs.get(target) {
                    key.file(program);
                }
                if let Some(folder) = workspace.folder(&target.package) {
                    crate::book::walk(folder, &mut |file| key.file(file));
                }
            }
        }
        key
    }
}

impl Outcome {
    fn differences(&self, book: &Book) -> Vec<Diagnostic> {
        let outputs = match &self.outputs {
            Ok(outputs) => outputs,
            Err(diagnostic) => return vec![diagnostic.clone()],
        };
        let transcript = &self.ready.transcript;
        let steps = transcript.steps.iter().zip(outputs);
        steps
            .filter_map(|(step, output)| {
                let difference = difference(&step.output, output, &book.patterns)?;
                let lines = step.written.lines().count() as u32;
                let shown = step.output.lines().nth(difference.line);
                // What is missing at the end is reported at the command.
                let line = shown.map_or(step.line, |_| step.line + lines + difference.line as u32);
                let message =
                    format!("`{}` prints something else than the page shows", step.command);
                let mut diagnostic = Diagnostic::error(message)
                    .at(Place::line(&transcript.file, line))
                    .hint(format!("{}\n{}", difference.diff, crate::RECORD));
                diagnostic.culprit = shown.map(str::to_owned).filter(|text| !text.is_empty());
                Some(diagnostic)
            })
            .collect()
    }

    /// The transcript as it should read, if it differs beyond the patterns or doesn't say when it
    /// was recorded.
    fn recorded(&self, book: &Book) -> Result<Option<Patch>, Diagnostic> {
        let outputs = self.outputs.as_ref().map_err(Clone::clone)?;
        let transcript = &self.ready.transcript;
        let (mut text, mut diff) = (String::new(), String::new());
        for (step, output) in transcript.steps.iter().zip(outputs) {
            text.push_str(&step.written);
            match difference(&step.output, output, &book.patterns) {
                Some(difference) => {
                    text.push_str(output);
                    diff.push_str(&format!("{}{}\n", step.written, difference.diff));
                }
                None if book.anew && *output != step.output => {
                    text.push_str(output);
                    diff.push_str(&format!("{}{output}\n", step.written));
                }
                // A date is that of all that stands below it.
                None if !transcript.is_dated => {
                    text.push_str(output);
                    diff.push_str(&format!("{}the same, with its date\n", step.written));
                }
                // Values that may differ stay as they are, so that recording again changes nothing.
                None => text.push_str(&step.output),
            }
        }
        let in_chapter = transcript.file.extension().is_some_and(|ext| ext == "md");
        if in_chapter && text.lines().any(|line| line.trim_start().starts_with("```")) {
            let place = Place::line(&transcript.file, transcript.steps[0].line);
            return Err(Diagnostic::error("the output would close the block it stands in")
                .at(place)
                .hint("move the transcript into a `.console` file below `listings/`"));
        }
        let (range, prefix) = (transcript.range.clone(), transcript.prefix.clone());
        let info = in_chapter.then(stamp);
        Ok((!diff.is_empty()).then_some(Patch { range, prefix, text, info, diff }))
    }
}

/// The words of a transcript's fence: when, and with which compiler, it was recorded.
fn stamp() -> String {
    let Recording { recorded, rustc, .. } = here::recording();
    let version = rustc.split_whitespace().nth(1).unwrap_or("unknown");
    format!("console,recorded={recorded},rustc={version}")
}
