//! The file of the trace and the lines in it.

use std::collections::HashMap;
use std::env;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::panic::Location;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Instant;

use crate::Wait;

/// What happens to a task.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Event<'a> {
    Begin,
    Run,
    Poll,
    Wait(Wait<'a>),
    Ready,
    Wake,
    End,
    Drop,
}

impl Event<'_> {
    fn name(self) -> &'static str {
        match self {
            Event::Begin => "begin",
            Event::Run => "run",
            Event::Poll => "poll",
            Event::Wait(_) => "wait",
            Event::Ready => "ready",
            Event::Wake => "wake",
            Event::End => "end",
            Event::Drop => "drop",
        }
    }
}

/// Where in a program an event is said.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) file: &'a str,
    pub(crate) line: u32,
}

impl<'a> From<&'a Location<'_>> for Place<'a> {
    fn from(place: &'a Location<'_>) -> Place<'a> {
        Place { file: place.file(), line: place.line() }
    }
}

/// Writes the trace. There is one in a process at most.
#[derive(Debug)]
pub(crate) struct Recorder {
    /// When the recording started.
    start: Instant,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// `None` after an error: the recording is over, and the program goes on.
    file: Option<File>,
    /// How many events there were.
    events: u64,
    /// How many tasks there were.
    tasks: u64,
    /// The numbers of the threads that have recorded something.
    threads: HashMap<ThreadId, usize>,
    /// The line being written; kept so that an event allocates nothing.
    line: String,
}

impl Recorder {
    /// The recorder, if `TRACE` named a file at the first call.
    pub(crate) fn get() -> Option<&'static Recorder> {
        static RECORDER: OnceLock<Option<Recorder>> = OnceLock::new();
        RECORDER.get_or_init(|| Recorder::create(Path::new(&env::var_os("TRACE")?))).as_ref()
    }

    fn create(path: &Path) -> Option<Recorder> {
        let mut file = File::create(path).ok()?;
        let program = env::current_exe().ok();
        let program = program.as_deref().and_then(Path::file_stem).unwrap_or_default();
        let mut header = String::from(r#"{"trace":2,"program":"#);
        push_string(&mut header, &program.to_string_lossy());
        header.push_str("}\n");
        file.write_all(header.as_bytes()).ok()?;
        let state = State {
            file: Some(file),
            events: 0,
            tasks: 0,
            threads: HashMap::new(),
            line: String::new(),
        };
        Some(Recorder { start: Instant::now(), state: Mutex::new(state) })
    }

    /// A new task begins; the number that stands for it.
    pub(crate) fn begin(&self, name: &str, place: Place<'_>) -> u64 {
        let mut state = self.lock();
        state.tasks += 1;
        let id = state.tasks;
        self.write(&mut state, id, name, Event::Begin, Some(place));
        id
    }

    /// Something happens to the task `id`.
    pub(crate) fn record(&self, id: u64, name: &str, event: Event<'_>, place: Option<Place<'_>>) {
        self.write(&mut self.lock(), id, name, event, place);
    }

    /// Somebody says `what` to somebody.
    pub(crate) fn message(&self, from: &str, to: &str, what: &str, place: Place<'_>) {
        let mut state = self.lock();
        let us = self.start.elapsed().as_micros();
        self.write_line(&mut state, us, |line| {
            push_text(line, r#","event":"#, "message");
            push_text(line, r#","from":"#, from);
            push_text(line, r#","to":"#, to);
            push_text(line, r#","what":"#, what);
            push_place(line, place);
        });
    }

    /// A thread that panics never does so between two halves of a line: what the lock guards is
    /// whole even when it is poisoned.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes one line in one piece. The time is taken under the lock, so that lines stand in the
    /// order of their times, and before anything else, so that an event doesn't pay for its line.
    fn write(
        &self,
        state: &mut State,
        id: u64,
        name: &str,
        event: Event<'_>,
        place: Option<Place<'_>>,
    ) {
        let us = self.start.elapsed().as_micros();
        self.write_line(state, us, |line| {
            push_number(line, r#","task":"#, id);
            push_text(line, r#","name":"#, name);
            push_text(line, r#","event":"#, event.name());
            if let Event::Wait(on) = event {
                let (on, what) = match on {
                    Wait::Socket(what) => ("socket", Some(what)),
                    Wait::Timer => ("timer", None),
                    Wait::Lock(what) => ("lock", Some(what)),
                    Wait::Task(what) => ("task", Some(what)),
                };
                push_text(line, r#","on":"#, on);
                if let Some(what) = what {
                    push_text(line, r#","what":"#, what);
                }
            }
            if let Some(place) = place {
                push_place(line, place);
            }
        });
    }

    /// Writes a line that begins with when and where it is, and goes on as `rest` says.
    fn write_line(&self, state: &mut State, us: u128, rest: impl FnOnce(&mut String)) {
        let Some(file) = &mut state.file else { return };
        let current = thread::current();
        let next = state.threads.len();
        let thread = *state.threads.entry(current.id()).or_insert(next);

        let line = &mut state.line;
        line.clear();
        push_number(line, r#"{"seq":"#, state.events);
        push_number(line, r#","us":"#, us);
        push_number(line, r#","thread":"#, thread);
        if let Some(thread_name) = current.name() {
            push_text(line, r#","thread_name":"#, thread_name);
        }
        rest(line);
        line.push_str("}\n");

        state.events += 1;
        if file.write_all(line.as_bytes()).is_err() {
            state.file = None;
        }
    }
}

fn push_place(line: &mut String, place: Place<'_>) {
    push_text(line, r#","file":"#, place.file);
    push_number(line, r#","line":"#, place.line);
}

fn push_number(line: &mut String, key: &str, number: impl std::fmt::Display) {
    line.push_str(key);
    // Writing to a `String` can't fail.
    let _ = write!(line, "{number}");
}

fn push_text(line: &mut String, key: &str, text: &str) {
    line.push_str(key);
    push_string(line, text);
}

/// `text` as a JSON string.
fn push_string(line: &mut String, text: &str) {
    line.push('"');
    for c in text.chars() {
        match c {
            '"' => line.push_str("\\\""),
            '\\' => line.push_str("\\\\"),
            c if c < ' ' => {
                let _ = write!(line, "\\u{:04x}", u32::from(c));
            }
            c => line.push(c),
        }
    }
    line.push('"');
}
