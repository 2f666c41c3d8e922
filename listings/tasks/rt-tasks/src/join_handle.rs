//! What becomes of a task, for whoever waits for it.

use std::cell::Cell;
use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::observed::{Waits, waits_for};

// ANCHOR: handle
/// A task that was spawned: a future of its output.
///
/// Without it the task goes on all the same.
pub struct JoinHandle<T> {
    pub(crate) outcome: Rc<Outcome<T>>,
    pub(crate) name: Rc<str>,
}

/// Why there is no output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JoinError {
    /// The task has panicked, with this text.
    Panicked(String),
    /// The task was dropped before it was ready.
    Aborted,
}

/// Where a task leaves its output. It is taken out to be looked at: nothing
/// is borrowed while a waker or an output is woken, dropped or replaced.
pub(crate) struct Outcome<T>(Cell<State<T>>);

enum State<T> {
    /// For the task, with the waker of the last poll.
    Waits(Option<Waker>),
    Ended(Result<T, JoinError>),
    Taken,
}
// ANCHOR_END: handle

// ANCHOR: poll
impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let waker = cx.waker().clone();
        match self.outcome.0.replace(State::Taken) {
            State::Waits(old) => {
                self.outcome.0.set(State::Waits(Some(waker)));
                drop(old);
                waits_for(Waits::Task(Rc::clone(&self.name)));
                Poll::Pending
            }
            State::Ended(result) => Poll::Ready(result),
            State::Taken => panic!("a task was polled after it was ready"),
        }
    }
}
// ANCHOR_END: poll

impl<T> Outcome<T> {
    pub(crate) fn new() -> Rc<Self> {
        Rc::new(Outcome(Cell::new(State::Waits(None))))
    }

    /// The task has ended.
    pub(crate) fn settle(&self, result: Result<T, JoinError>) {
        let before = self.0.replace(State::Ended(result));
        if let State::Waits(Some(waker)) = before {
            waker.wake();
        }
    }
}

impl fmt::Display for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JoinError::Panicked(text) => write!(f, "the task panicked: {text}"),
            JoinError::Aborted => f.write_str("the task was aborted"),
        }
    }
}

impl Error for JoinError {}
