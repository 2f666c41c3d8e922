//! A recorded run: the lines that the crate `trace` wrote, read and checked.

mod check;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use bindery_diagnostic::{Diagnostic, Place};
use serde::{Deserialize, Serialize};

use crate::recording::Recording;
use check::Check;

/// The versions of the schema that are read here; see the documentation of the crate `trace`.
const VERSIONS: [u32; 2] = [1, 2];

/// A run of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The first line.
    pub header: Header,
    /// What happened to tasks, in order.
    pub events: Vec<Event>,
    /// What was said, in order. There is an event or a message at least.
    pub messages: Vec<Message>,
}

/// What ran, when and on what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the schema.
    pub trace: u32,
    /// The name of the program.
    pub program: String,
    /// Where it was recorded; absent in what the program itself wrote.
    #[serde(flatten)]
    pub recording: Option<Recording>,
}

/// One thing that happened to a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its place in the order of events, from 0.
    pub seq: u64,
    /// Microseconds since the first event.
    pub us: u64,
    /// The thread that it happened on.
    pub thread: u64,
    /// The name of that thread, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread_name: Option<String>,
    /// The task.
    pub task: u64,
    /// The name of the task; another task may have the same.
    pub name: String,
    /// What happened.
    pub event: Kind,
    /// What kind of thing a `wait` is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<On>,
    /// Which socket, lock or task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// The source file of the call; its path below `listings/`, once the trace is normalised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line in that file, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// Somebody says something to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its place in the order of events, as [`Event::seq`].
    pub seq: u64,
    /// Microseconds since the first event.
    pub us: u64,
    /// The thread that said so.
    pub thread: u64,
    /// The name of that thread, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread_name: Option<String>,
    event: MessageKind,
    /// Who says it: a task by its name, or whatever else takes part.
    pub from: String,
    /// Who hears it.
    pub to: String,
    /// What is said.
    pub what: String,
    /// The source file of the call, as [`Event::file`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line in that file, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// What tells the line of a message from that of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum MessageKind {
    Message,
}

/// A line of a trace: which of both it is, its `event` says.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    event: Cow<'a, str>,
}

/// What can happen to a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It begins, and is ready.
    Begin,
    /// It runs.
    Run,
    /// It runs, for an executor polls it.
    Poll,
    /// It waits.
    Wait,
    /// It could run, and doesn't.
    Ready,
    /// Somebody wakes it.
    Wake,
    /// It has finished.
    End,
    /// It was cut short.
    Drop,
}

/// What a task can wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum On {
    /// A socket.
    Socket,
    /// A timer.
    Timer,
    /// A lock.
    Lock,
    /// Another task.
    Task,
}

impl Trace {
    /// Reads and checks the trace in `file`, as a program wrote it or as [`Trace::to_jsonl`] did.
    ///
    /// # Errors
    /// When the file can't be read, or is no trace; the diagnostic names the line.
    pub fn read(file: &Path) -> Result<Trace, Diagnostic> {
        let text = fs::read_to_string(file).map_err(|error| {
            Diagnostic::error(format!("the trace can't be read: {error}"))
                .at(Place::file(file))
                .hint("`bindery record` runs the listing and writes it")
        })?;
        Trace::parse(&text, file)
    }

    /// The trace in `text`, which came from `file`.
    ///
    /// # Errors
    /// When it is no trace; the diagnostic names the line.
    pub fn parse(text: &str, file: &Path) -> Result<Trace, Diagnostic> {
        let at = |line: u32| Place::line(file, line);
        let mut lines = text.lines().zip(1..);
        let (first, _) = lines.next().ok_or_else(|| {
            Diagnostic::error("the trace is empty")
                .at(Place::file(file))
                .hint("the program begins no `trace::Task`, or ended before it did")
        })?;
        let header: Header = parse_line(first).map_err(|error| error.at(at(1)))?;
        if !VERSIONS.contains(&header.trace) {
            let [old, new] = VERSIONS;
            let message = format!("the trace has version {}, not {old} or {new}", header.trace);
            return Err(Diagnostic::error(message).at(at(1)));
        }
        let mut check = Check::default();
        let (mut events, mut messages) = (Vec::new(), Vec::new());
        for (line, number) in lines {
            let damaged = |error: Diagnostic| error.at(at(number));
            let wrong = |message: String| Diagnostic::error(message).at(at(number));
            let kind: Line = parse_line(line).map_err(damaged)?;
            if kind.event == "message" {
                let message: Message = parse_line(line).map_err(damaged)?;
                check.place(message.seq, message.us).map_err(wrong)?;
                messages.push(message);
            } else {
                let event: Event = parse_line(line).map_err(damaged)?;
                check.event(&event).map_err(wrong)?;
                events.push(event);
            }
        }
        if events.is_empty() && messages.is_empty() {
            return Err(Diagnostic::error("the trace has no events").at(Place::file(file)));
        }
        Ok(Trace { header, events, messages })
    }

    /// The trace as the book keeps it: with when and where it was recorded, and source files named
    /// from `listings/` on, or as the compiler names them where it gives a relative path.
    ///
    /// # Errors
    /// When an event comes from a file of this machine that isn't below `listings/`.
    pub fn normalised(mut self, recording: Recording) -> Result<Trace, Diagnostic> {
        self.header.recording = Some(recording);
        let of_events = self.events.iter_mut().map(|event| &mut event.file);
        let of_messages = self.messages.iter_mut().map(|message| &mut message.file);
        for file in of_events.chain(of_messages).flatten() {
            *file = below_listings(file).ok_or_else(|| {
                Diagnostic::error(format!("a task is recorded in {file}"))
                    .hint("only programs below `listings/` are recorded")
            })?;
        }
        Ok(self)
    }

    /// The trace as JSON Lines, as [`Trace::parse`] reads it.
    pub fn to_jsonl(&self) -> String {
        let events = self.events.iter().map(|event| (event.seq, json(event)));
        let messages = self.messages.iter().map(|message| (message.seq, json(message)));
        let lines: BTreeMap<u64, String> = events.chain(messages).collect();
        std::iter::once(json(&self.header)).chain(lines.into_values()).collect()
    }

    /// How long the run took, in microseconds: from its first event to its last.
    pub fn total_us(&self) -> u64 {
        let event = self.events.last().map_or(0, |event| event.us);
        self.messages.last().map_or(event, |message| message.us.max(event))
    }

    /// The last place in the order of events.
    pub(crate) fn last_seq(&self) -> u64 {
        let event = self.events.last().map_or(0, |event| event.seq);
        self.messages.last().map_or(event, |message| message.seq.max(event))
    }
}

/// A line of the trace.
fn json(line: &impl Serialize) -> String {
    serde_json::to_string(line).expect("strings and numbers are always JSON") + "\n"
}

fn parse_line<'a, T: Deserialize<'a>>(line: &'a str) -> Result<T, Diagnostic> {
    serde_json::from_str(line).map_err(|error| {
        Diagnostic::error(format!("this is no line of a trace: {error}"))
            .hint("the schema is in the documentation of the crate `trace`")
    })
}

/// `three-tasks/threaded/src/main.rs`, from the path that the compiler knew it by.
fn below_listings(file: &str) -> Option<String> {
    let file = file.replace('\\', "/");
    let rest = match file.rsplit_once("/listings/") {
        Some((_, rest)) => rest,
        None => file.strip_prefix("listings/").unwrap_or(&file),
    };
    (!rest.starts_with('/') && !rest.contains(':')).then(|| rest.to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by it")]
mod tests {
    use super::*;

    /// A trace with these events, each a task, a thread, what happened and what is waited for.
    fn text(events: &[(u64, u64, &str, &str)]) -> String {
        let mut text = String::from("{\"trace\":1,\"program\":\"p\"}\n");
        for (seq, (task, thread, event, on)) in events.iter().enumerate() {
            let on = if on.is_empty() { String::new() } else { format!(",\"on\":\"{on}\"") };
            let us = seq * 10;
            text += &format!(
                "{{\"seq\":{seq},\"us\":{us},\"thread\":{thread},\"task\":{task},\"name\":\"T{task}\",\
                 \"event\":\"{event}\"{on}}}\n"
            );
        }
        text
    }

    fn parse(text: &str) -> Result<Trace, String> {
        Trace::parse(text, Path::new("f.jsonl")).map_err(|error| {
            let line = error.place.as_ref().and_then(|place| place.line).unwrap_or(0);
            format!("{line}: {}", error.message)
        })
    }

    #[test]
    fn a_trace_that_no_run_writes_is_refused() {
        let check = |events: &[(u64, u64, &str, &str)], expected: &str| {
            assert_eq!(parse(&text(events)).unwrap_err(), expected);
        };
        check(&[], "0: the trace has no events");
        check(&[(1, 0, "run", "")], "2: no task 1 began with the name T1");
        check(&[(1, 0, "begin", ""), (1, 0, "begin", "")], "3: task 1 (T1) begins twice");
        check(
            &[(1, 0, "begin", ""), (1, 0, "end", ""), (1, 0, "run", "")],
            "4: task 1 (T1) was over before",
        );
        check(&[(1, 0, "begin", ""), (1, 0, "wait", "")], "3: `on` says what a `wait` is for");
        check(&[(1, 0, "begin", ""), (1, 0, "run", "lock")], "3: `on` says what a `wait` is for");
        check(
            &[(1, 0, "begin", ""), (2, 0, "begin", ""), (1, 0, "run", ""), (2, 0, "run", "")],
            "5: T2 runs on a thread that runs T1, which neither waits nor is ready",
        );
    }

    #[test]
    fn lines_that_are_damaged_are_named() {
        let whole = text(&[(1, 0, "begin", ""), (1, 0, "run", ""), (1, 0, "end", "")]);
        assert!(parse(&whole).is_ok());
        assert_eq!(parse("").unwrap_err(), "0: the trace is empty");
        let older = whole.replace("\"trace\":1", "\"trace\":0");
        assert_eq!(parse(&older).unwrap_err(), "1: the trace has version 0, not 1 or 2");
        let cut = &whole[..whole.len() - 5];
        assert!(parse(cut).unwrap_err().starts_with("4: this is no line of a trace"));
        let missing = whole.replace("\"seq\":1", "\"seq\":2");
        assert_eq!(parse(&missing).unwrap_err(), "3: event 1 is missing before event 2");
        let backwards = whole.replace("\"us\":10", "\"us\":40");
        assert_eq!(parse(&backwards).unwrap_err(), "4: time runs backwards here");
        let unknown = whole.replace("run", "jump");
        assert!(parse(&unknown).unwrap_err().starts_with("3: this is no line of a trace"));
    }

    #[test]
    fn tasks_may_run_at_the_same_time_on_two_threads() {
        let events =
            [(1, 0, "begin", ""), (2, 0, "begin", ""), (1, 0, "run", ""), (2, 1, "run", "")];
        assert!(parse(&text(&events)).is_ok());
    }

    #[test]
    fn source_files_are_named_without_the_machine() {
        let check = |file: &str, expected: Option<&str>| {
            assert_eq!(below_listings(file).as_deref(), expected, "{file}");
        };
        check("listings/a/b/src/main.rs", Some("a/b/src/main.rs"));
        check("/home/me/listings/book/listings/a/b/src/main.rs", Some("a/b/src/main.rs"));
        check("C:\\book\\listings\\a\\b\\src\\main.rs", Some("a/b/src/main.rs"));
        check("src/main.rs", Some("src/main.rs"));
        check("/home/me/src/main.rs", None);
        check("C:\\me\\main.rs", None);
    }
}
