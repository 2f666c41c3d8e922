//! A client of the server, and how far it is.

use std::io::{self, ErrorKind, Write};
use std::net::TcpStream;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::Arc;
use std::time::{Duration, Instant};

use reactor::PollFlags;
use slow_server::Pace;

/// A client that reads nothing for so long has lost its poem.
const PATIENCE: Duration = Duration::from_secs(30);

// ANCHOR: client
/// A client, and how far it is.
#[derive(Debug)]
pub(crate) struct Client {
    stream: TcpStream,
    poem: Arc<[u8]>,
    pace: Pace,
    /// How many bytes the kernel has taken.
    sent: usize,
    state: State,
}

#[derive(Debug, PartialEq, Eq)]
enum State {
    /// Before the next piece.
    Pausing { until: Instant },
    /// Sending the poem up to `end`, if there is room before `until`.
    Writing { end: usize, until: Instant },
    /// The poem is sent, or the client has gone.
    Over,
}
// ANCHOR_END: client

impl Client {
    pub(crate) fn new(
        stream: TcpStream,
        poem: Arc<[u8]>,
        pace: Pace,
    ) -> io::Result<Client> {
        stream.set_nonblocking(true)?;
        stream.set_nodelay(true)?;
        let state = State::Pausing { until: Instant::now() + pace.delay };
        Ok(Client { stream, poem, pace, sent: 0, state })
    }

    pub(crate) fn socket(&self) -> BorrowedFd<'_> {
        self.stream.as_fd()
    }

    // ANCHOR: interest
    pub(crate) fn interest(&self) -> PollFlags {
        match self.state {
            State::Writing { .. } => PollFlags::OUT,
            State::Pausing { .. } | State::Over => PollFlags::empty(),
        }
    }

    pub(crate) fn deadline(&self) -> Option<Instant> {
        match self.state {
            State::Pausing { until } | State::Writing { until, .. } => {
                Some(until)
            }
            State::Over => None,
        }
    }
    // ANCHOR_END: interest

    // ANCHOR: go-on
    pub(crate) fn go_on(&mut self, readiness: PollFlags, now: Instant) {
        if let State::Pausing { until } = self.state
            && until <= now
        {
            let end = self.poem.len().min(self.sent + self.pace.bytes.get());
            self.state = State::Writing { end, until: now + PATIENCE };
        }
        // These are told without being asked for, and will be told again.
        if readiness.intersects(PollFlags::ERR | PollFlags::HUP) {
            self.state = State::Over;
        }
        if let State::Writing { end, until } = self.state {
            self.state = match self.write(end) {
                Ok(()) if self.sent == self.poem.len() => State::Over,
                Ok(()) if self.sent == end => {
                    State::Pausing { until: now + self.pace.delay }
                }
                Ok(()) if until > now => State::Writing { end, until },
                // No room for too long, or no connection.
                Ok(()) | Err(_) => State::Over,
            };
        }
    }
    // ANCHOR_END: go-on

    /// Writes until `end`, or until it would block.
    fn write(&mut self, end: usize) -> io::Result<()> {
        while self.sent < end {
            match self.stream.write(&self.poem[self.sent..end]) {
                Ok(count) => self.sent += count,
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock => break,
                    ErrorKind::Interrupted => {}
                    _ => return Err(error),
                },
            }
        }
        Ok(())
    }

    pub(crate) fn is_over(&self) -> bool {
        self.state == State::Over
    }
}

#[cfg(test)]
mod tests;
