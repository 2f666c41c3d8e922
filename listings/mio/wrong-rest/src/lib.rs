//! Sends a long message to a peer that reads when it likes. A part of it never arrives: mend it.

use std::io;
use std::time::Duration;

use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};
use write_queue::WriteQueue;

/// One connection, and what has to go out on it.
#[derive(Debug)]
pub struct Sender {
    poll: Poll,
    events: Events,
    stream: TcpStream,
    queue: WriteQueue,
}

const PEER: Token = Token(0);

/// For so long it waits for the next event.
const PATIENCE: Duration = Duration::from_secs(1);

// ANCHOR: sender
impl Sender {
    /// Sends this message; the rest of it in the turns that follow.
    pub fn send(mut stream: TcpStream, message: &[u8]) -> io::Result<Sender> {
        let poll = Poll::new()?;
        let mut queue = WriteQueue::new(message.len());
        queue.push(message).map_err(io::Error::other)?;
        queue.write_to(&mut stream)?;
        poll.registry().register(&mut stream, PEER, Interest::READABLE)?;
        Ok(Sender { poll, events: Events::with_capacity(8), stream, queue })
    }

    /// Waits for an event, and goes on. Returns whether there was one.
    pub fn turn(&mut self) -> io::Result<bool> {
        self.poll.poll(&mut self.events, Some(PATIENCE))?;
        if self.events.is_empty() {
            return Ok(false);
        }
        self.queue.write_to(&mut self.stream)?;
        Ok(true)
    }
}
// ANCHOR_END: sender

impl Sender {
    /// Whether all is written.
    pub fn is_done(&self) -> bool {
        self.queue.is_empty()
    }
}

#[cfg(test)]
mod check;

#[cfg(test)]
mod tests {
    #[test]
    #[ignore = "mend me"]
    fn everything_arrives_and_then_it_waits() {
        super::check::everything_arrives_and_then_it_waits();
    }
}
