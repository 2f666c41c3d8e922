//! What the recorder is told of tasks, and of the OS and the reactor.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use mio::Token;
use mio::event::Event;
pub use rt_park::observed::{Lane, Waits, last_wait, waits_for};

use crate::reactor::Direction;

/// A future with a lane of its own, inside of the one that is polled.
#[track_caller]
pub fn part<F: Future>(name: &str, future: F) -> Part<F> {
    Part { lane: Lane::begin(name), future: Box::pin(future) }
}

/// What [`part`] returns.
#[derive(Debug)]
pub struct Part<F> {
    lane: Lane,
    future: Pin<Box<F>>,
}

impl<F: Future> Future for Part<F> {
    type Output = F::Output;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let Part { lane, future } = &mut *self;
        lane.poll_part(|| future.as_mut().poll(cx))
    }
}

/// A future calls a socket, and gets this answer.
#[track_caller]
pub fn calls<T>(direction: Direction, answer: &io::Result<T>) {
    trace::message("main", "OS", direction.name());
    match answer {
        Ok(_) => trace::message("OS", "main", "done"),
        Err(error) => {
            trace::message("OS", "main", format_args!("{:?}", error.kind()));
        }
    }
}

/// A future leaves its waker with the reactor.
#[track_caller]
pub fn leaves_waker() {
    trace::message("main", "reactor", "my waker");
}

/// The reactor asks the OS for events.
#[track_caller]
pub(crate) fn asks(timeout: Option<Duration>) {
    let what = match timeout {
        None => "wait for an event",
        Some(timeout) if timeout.is_zero() => "is there an event?",
        Some(_) => "wait for an event, or so long",
    };
    trace::message("reactor", "OS", what);
}

/// The OS answers with an event.
#[track_caller]
pub(crate) fn answers(event: &Event, bell: Token) {
    let what = match (event.is_readable(), event.is_writable()) {
        _ if event.token() == bell => "the bell",
        (true, true) => "readable, writable",
        (true, false) => "readable",
        (false, true) => "writable",
        (false, false) => "an error",
    };
    trace::message("OS", "reactor", what);
}
