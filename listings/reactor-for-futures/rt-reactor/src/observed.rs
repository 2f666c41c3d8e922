//! What the recorder is told of tasks, and of the OS and the reactor.

use std::time::Duration;

use mio::Token;
use mio::event::Event;
pub use rt_park::observed::{Lane, Waits, waits_for};

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
