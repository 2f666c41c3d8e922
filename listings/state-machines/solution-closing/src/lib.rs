//! An answer that reaches its guest, even if the guest has said more than was read.

use std::io;
use std::mem;
use std::time::{Duration, Instant};

use fetch_machine::Progress::{self, Done, NotYet};
use fetch_machine::Watched;
use write_queue::WriteQueue;

/// How long the guest may take to close its side.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// The last part of a guest's life: it is answered, and then it closes.
#[derive(Debug)]
pub struct Farewell {
    state: State,
}

#[derive(Debug)]
enum State {
    Writing {
        stream: Watched,
        queue: WriteQueue,
    },
    /// All is written, and nothing more will be. What the guest still says is
    /// read and thrown away: bytes that nobody has read would make the
    /// kernel break the connection when it is closed.
    Closing {
        stream: Watched,
        until: Instant,
    },
    Over,
}

impl Farewell {
    /// The queue holds the answer.
    pub fn new(stream: Watched, queue: WriteQueue) -> Farewell {
        Farewell { state: State::Writing { stream, queue } }
    }

    /// Does what can be done now. Never waits.
    ///
    /// # Panics
    /// When it has said `Done` before.
    pub fn step(&mut self, now: Instant) -> Progress<io::Result<()>> {
        loop {
            self.state = match mem::replace(&mut self.state, State::Over) {
                State::Writing { mut stream, mut queue } => {
                    if let Err(error) = queue.write_to(&mut stream) {
                        return Done(Err(error));
                    }
                    if !queue.is_empty() {
                        self.state = State::Writing { stream, queue };
                        return NotYet;
                    }
                    if let Err(error) = stream.end_writing() {
                        return Done(Err(error));
                    }
                    State::Closing { stream, until: now + PATIENCE }
                }
                State::Closing { mut stream, until } => {
                    match stream.read(&mut [0; 512]) {
                        Done(Ok(0)) => return Done(Ok(())),
                        Done(Err(error)) => return Done(Err(error)),
                        _ if until <= now => return Done(Ok(())),
                        Done(Ok(_)) => State::Closing { stream, until },
                        NotYet => {
                            self.state = State::Closing { stream, until };
                            return NotYet;
                        }
                    }
                }
                State::Over => panic!("a farewell is stepped after its end"),
            };
        }
    }

    /// When it has to be stepped without an event.
    pub fn deadline(&self) -> Option<Instant> {
        match &self.state {
            State::Closing { until, .. } => Some(*until),
            State::Writing { .. } | State::Over => None,
        }
    }
}

#[cfg(test)]
mod tests;
