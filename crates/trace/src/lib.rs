#![doc = include_str!("../README.md")]

mod future;
mod recorder;
#[cfg(feature = "tracing")]
mod spans;

use std::fmt::Display;
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use future::{traced, waiting};
#[cfg(feature = "tracing")]
pub use spans::{Spans, spans};

use recorder::{Event, Place, Recorder};

/// A task of the program, as the book means the word. Clones stand for the same task.
///
/// Off, this is an `Option` that is `None`.
#[derive(Debug, Clone)]
pub struct Task(Option<Arc<Recorded>>);

/// What a task waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait<'a> {
    /// A socket, by the name that the figure shows.
    Socket(&'a str),
    /// A timer.
    Timer,
    /// A lock, by name.
    Lock(&'a str),
    /// Another task, by name.
    Task(&'a str),
}

/// Somebody says something to somebody: a reactor asks the kernel, the kernel answers, a waker tells
/// an executor. Both are known by name only; the name of a task stands for that task.
#[track_caller]
pub fn message(from: &str, to: &str, what: impl Display) {
    if let Some(recorder) = Recorder::get() {
        recorder.message(from, to, &what.to_string(), Location::caller().into());
    }
}

impl Task {
    /// A task begins to exist; it is ready and does not run yet.
    #[track_caller]
    pub fn begin(name: impl Display) -> Task {
        Task::begin_at(name, Location::caller().into())
    }

    fn begin_at(name: impl Display, place: Place<'_>) -> Task {
        let Some(recorder) = Recorder::get() else { return Task(None) };
        let name = name.to_string();
        let id = recorder.begin(&name, place);
        Task(Some(Arc::new(Recorded { recorder, id, name, ended: AtomicBool::new(false) })))
    }

    /// It runs: the thread that calls is its own until it waits, is ready again, or ends.
    #[track_caller]
    pub fn run(&self) {
        self.record(Event::Run);
    }

    /// An executor polls it: it runs, as after [`run`](Task::run), and the trace says why.
    #[track_caller]
    pub fn polled(&self) {
        self.record(Event::Poll);
    }

    /// It waits, and can't go on.
    #[track_caller]
    pub fn wait(&self, on: Wait<'_>) {
        self.record(Event::Wait(on));
    }

    /// It could go on, and does not run (it gave way, or what it waited for has come).
    #[track_caller]
    pub fn ready(&self) {
        self.record(Event::Ready);
    }

    /// It is woken, by the thread that calls and the task that runs there, if any. A task that
    /// waited is ready; one that runs will run once more.
    #[track_caller]
    pub fn wake(&self) {
        self.record(Event::Wake);
    }

    /// It ends. Nothing can happen to it afterwards.
    #[track_caller]
    pub fn end(&self) {
        self.end_at(Location::caller().into());
    }

    fn end_at(&self, place: Place<'_>) {
        if let Some(task) = &self.0 {
            task.ended.store(true, Ordering::Relaxed);
            task.record(Event::End, place);
        }
    }

    #[track_caller]
    fn record(&self, event: Event<'_>) {
        self.record_at(event, Location::caller().into());
    }

    fn record_at(&self, event: Event<'_>, place: Place<'_>) {
        if let Some(task) = &self.0 {
            task.record(event, place);
        }
    }
}

/// What the handles of a task share while recording is on.
#[derive(Debug)]
struct Recorded {
    recorder: &'static Recorder,
    id: u64,
    name: String,
    /// Whether `end` was called: it tells a task that finished from one that was cut short. The
    /// last handle is dropped after all calls (`Arc` sees to that), so `Relaxed` is enough.
    ended: AtomicBool,
}

impl Recorded {
    fn record(&self, event: Event<'_>, place: Place<'_>) {
        self.recorder.record(self.id, &self.name, event, Some(place));
    }
}

impl Drop for Recorded {
    fn drop(&mut self) {
        if !self.ended.load(Ordering::Relaxed) {
            self.recorder.record(self.id, &self.name, Event::Drop, None);
        }
    }
}
