//! A letter of our own, which keeps the first waker or the last.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};

use trace::message;

/// Which waker is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    First,
    Last,
}

/// What comes, and who is told. One lock is for both.
#[derive(Debug, Default)]
struct State {
    value: Option<&'static str>,
    waker: Option<Waker>,
}

/// A value that will come.
#[derive(Debug)]
pub(crate) struct Parcel {
    keep: Keep,
    state: Arc<Mutex<State>>,
}

/// Sends the value of a [`Parcel`].
#[derive(Debug)]
pub(crate) struct ParcelSender(Arc<Mutex<State>>);

pub(crate) fn parcel(keep: Keep) -> (ParcelSender, Parcel) {
    let state = Arc::new(Mutex::new(State::default()));
    (ParcelSender(Arc::clone(&state)), Parcel { keep, state })
}

// ANCHOR: poll
impl Future for Parcel {
    type Output = &'static str;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = lock(&self.state);
        if let Some(value) = state.value {
            return Poll::Ready(value);
        }
        let waker = match (self.keep, state.waker.take()) {
            (Keep::First, Some(first)) => first,
            _ => cx.waker().clone(),
        };
        state.waker = Some(waker);
        Poll::Pending
    }
}
// ANCHOR_END: poll

impl Parcel {
    /// Polls it, and tells the recorder who does.
    pub(crate) fn ask(
        &mut self,
        who: &str,
        cx: &mut Context<'_>,
    ) -> Poll<&'static str> {
        message(who, "parcel", "poll");
        let answer = Pin::new(self).poll(cx);
        message(
            "parcel",
            who,
            if answer.is_ready() { "Ready" } else { "Pending" },
        );
        answer
    }
}

impl ParcelSender {
    pub(crate) fn send(self, value: &'static str) {
        message("sender", "parcel", "the value");
        let mut state = lock(&self.0);
        state.value = Some(value);
        let waker = state.waker.take();
        drop(state);
        waker.into_iter().for_each(Waker::wake);
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().expect("nothing panics under this lock")
}
