//! A transcript's commands, run as a terminal would run them.

use super::command::Command;
use super::parse::{Step, Transcript};
use crate::book::Book;
use crate::cargo::Target;
use crate::ports::PortMap;
use crate::process::{Failure, Program, Running, ending};
use bindery_diagnostic::{Diagnostic, Place};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long a program in the background must be quiet before its first output counts as whole.
const QUIET: Duration = Duration::from_millis(150);

/// How the book's own folder is called in what the page shows.
const BOOK_FOLDER: &str = "~/book";

/// A transcript that runs.
pub(crate) struct Session<'a> {
    book: &'a Book,
    programs: &'a BTreeMap<Target, PathBuf>,
    /// The book's folder as programs know it.
    root: PathBuf,
    ports: PortMap,
    /// The background programs, with how much each had printed when it was shown.
    jobs: Vec<Option<(Running, usize)>>,
}

impl<'a> Session<'a> {
    /// What each step of `transcript` prints now, in order; `commands` are its steps' commands.
    ///
    /// # Errors
    /// When a step can't be run to its end. What it printed until then is in the hint.
    pub(crate) fn run(
        book: &'a Book,
        programs: &'a BTreeMap<Target, PathBuf>,
        transcript: &Transcript,
        commands: &[Command],
    ) -> Result<Vec<String>, Diagnostic> {
        let whole = Place::file(&transcript.file);
        let all: Vec<&str> = transcript.steps.iter().map(|step| step.command.as_str()).collect();
        let ports = PortMap::of(&all.join("\n"), &book.ports).ok_or_else(|| {
            Diagnostic::error("no port is free on this machine").at(whole.clone())
        })?;
        let root = book.root.canonicalize().map_err(|error| {
            Diagnostic::error(format!("the book's folder can't be opened: {error}")).at(whole)
        })?;
        let mut session = Session { book, programs, root, ports, jobs: Vec::new() };
        transcript
            .steps
            .iter()
            .zip(commands)
            .map(|(step, command)| {
                session.step(step, command).map(|output| session.shown(output)).map_err(|why| {
                    let diagnostic = Diagnostic::error(why.message)
                        .at(Place::line(&transcript.file, step.line))
                        .culprit(&step.command);
                    let printed = session.shown(why.printed);
                    if printed.is_empty() {
                        diagnostic
                    } else {
                        diagnostic.hint(format!("until then it printed:\n{}", printed.trim_end()))
                    }
                })
            })
            .collect()
    }

    fn step(&mut self, step: &Step, command: &Command) -> Result<String, Failure> {
        match command {
            Command::Print { file, lines } => {
                let text = fs::read_to_string(self.root.join(file)).map_err(|error| {
                    Failure::new(format!("{} can't be read: {error}", file.display()))
                })?;
                Ok(match lines {
                    Some(count) => text.split_inclusive('\n').take(*count).collect(),
                    None => text,
                })
            }
            Command::Stop { job } => {
                let slot = self.jobs.get_mut(job - 1).and_then(Option::take);
                let Some((running, shown)) = slot else {
                    return Err(Failure::new(format!("no program runs as job {job}")));
                };
                Ok(running.stop().split_off(shown))
            }
            Command::Run { target, args, env } => {
                let Some(exe) = self.programs.get(target) else {
                    return Err(Failure::new(format!("`{}` was not built", target.package)));
                };
                let program = Program {
                    exe: exe.clone(),
                    args: args.iter().map(|arg| self.ports.apply(arg).into()).collect(),
                    env: env
                        .iter()
                        .map(|(name, value)| (name.clone(), self.ports.apply(value).into()))
                        .collect(),
                    dir: self.root.clone(),
                };
                if step.background {
                    self.start(&program, &self.ports.apply(&step.command), step)
                } else {
                    self.finish(&program)
                }
            }
        }
    }

    fn finish(&self, program: &Program) -> Result<String, Failure> {
        let running = Running::start(program).map_err(Failure::io)?;
        let (mut output, status) = running.finish(self.book.time_limit).map_err(Failure::io)?;
        let Some(status) = status else {
            let message = format!("the program did not end within {:?}", self.book.time_limit);
            return Err(Failure { message, printed: output });
        };
        if let Some(line) = ending(status) {
            close_line(&mut output);
            output.push_str(&line);
        }
        close_line(&mut output);
        Ok(output)
    }

    fn start(&mut self, program: &Program, command: &str, step: &Step) -> Result<String, Failure> {
        let limit = self.book.time_limit;
        let mut running = Running::listening(program, &self.ports.free_in(command), limit)?;
        let output =
            settled(&mut running, step.output.lines().count(), limit).map_err(Failure::io)?;
        self.jobs.push(Some((running, output.len())));
        Ok(output)
    }

    /// `output` as the page shows it: with the written ports, and without this machine's folders.
    fn shown(&self, output: String) -> String {
        let output = self.ports.revert(&output);
        output.replace(&*self.root.to_string_lossy(), BOOK_FOLDER)
    }
}

/// What a program in the background has printed, once it has printed as many lines as the page
/// shows and is quiet.
fn settled(running: &mut Running, lines: usize, limit: Duration) -> io::Result<String> {
    let mut output = running.output();
    let mut since = Instant::now();
    let patience = limit.min(Duration::from_secs(3));
    let start = Instant::now();
    running.wait_until(limit, |running| {
        let now = running.output();
        if now != output {
            output = now;
            since = Instant::now();
        }
        let enough = output.lines().count() >= lines || start.elapsed() > patience;
        Ok(enough && since.elapsed() >= QUIET && (output.is_empty() || output.ends_with('\n')))
    })?;
    Ok(output)
}

fn close_line(output: &mut String) {
    if !output.is_empty() && !output.ends_with('\n') {
        output.push('\n');
    }
}
