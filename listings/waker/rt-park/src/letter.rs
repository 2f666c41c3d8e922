//! One value, for one future, from any thread.

use std::error::Error;
use std::fmt;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use crate::sync::{Mutex, MutexGuard, PoisonError};

/// A letter that will come, and the one who can send it.
pub fn letter<T>() -> (LetterSender<T>, Letter<T>) {
    let slot = Arc::new(Slot(Mutex::new(State::Waits(None))));
    (LetterSender { slot: Arc::clone(&slot) }, Letter { slot })
}

/// A value that will come: a future of it.
#[derive(Debug)]
pub struct Letter<T> {
    slot: Arc<Slot<T>>,
}

/// Sends the value of a [`Letter`].
#[derive(Debug)]
pub struct LetterSender<T> {
    slot: Arc<Slot<T>>,
}

// ANCHOR: state
/// The value and the waker are under one lock: no value can come between a
/// look at the state and the waker that is left there.
#[derive(Debug)]
struct Slot<T>(Mutex<State<T>>);

#[derive(Debug)]
enum State<T> {
    /// For the value, with the waker of the last poll.
    Waits(Option<Waker>),
    Sent(T),
    Lost,
    Taken,
}
// ANCHOR_END: state

// ANCHOR: poll
impl<T> Future for Letter<T> {
    type Output = Result<T, Lost>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let waker = cx.waker().clone();
        let mut state = self.slot.lock();
        match mem::replace(&mut *state, State::Taken) {
            State::Waits(old) => {
                *state = State::Waits(Some(waker));
                drop(state);
                drop(old);
                Poll::Pending
            }
            State::Sent(value) => Poll::Ready(Ok(value)),
            State::Lost => Poll::Ready(Err(Lost)),
            State::Taken => panic!("a letter was polled after it was ready"),
        }
    }
}
// ANCHOR_END: poll

impl<T> LetterSender<T> {
    /// Sends it. If nobody waits for it any more, it is dropped.
    pub fn send(self, value: T) {
        self.slot.settle(State::Sent(value));
    }
}

impl<T> Drop for LetterSender<T> {
    /// Without a letter, the other one must not wait for ever.
    fn drop(&mut self) {
        self.slot.settle(State::Lost);
    }
}

// ANCHOR: settle
impl<T> Slot<T> {
    /// Says what has become of the letter, once.
    fn settle(&self, end: State<T>) {
        let mut state = self.lock();
        if let State::Waits(waker) = &mut *state {
            let waker = waker.take();
            *state = end;
            drop(state);
            waker.into_iter().for_each(Waker::wake);
        }
    }

    /// Nothing panics under this lock: what it guards is always whole.
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
// ANCHOR_END: settle

/// The sender is gone and has sent nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost;

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the letter was lost: nobody can send it any more")
    }
}

impl Error for Lost {}
