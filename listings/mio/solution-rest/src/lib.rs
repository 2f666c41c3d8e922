//! Sends a long message to a peer that reads when it likes. Mended.

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
    /// What `poll` was told.
    interest: Interest,
}

const PEER: Token = Token(0);

/// For so long it waits for the next event.
const PATIENCE: Duration = Duration::from_secs(1);

impl Sender {
    /// Sends this message; the rest of it in the turns that follow.
    pub fn send(mut stream: TcpStream, message: &[u8]) -> io::Result<Sender> {
        let poll = Poll::new()?;
        let mut queue = WriteQueue::new(message.len());
        queue.push(message).map_err(io::Error::other)?;
        queue.write_to(&mut stream)?;
        let interest = interest(&queue);
        poll.registry().register(&mut stream, PEER, interest)?;
        let events = Events::with_capacity(8);
        Ok(Sender { poll, events, stream, queue, interest })
    }

    /// Waits for an event, and goes on. Returns whether there was one.
    pub fn turn(&mut self) -> io::Result<bool> {
        self.poll.poll(&mut self.events, Some(PATIENCE))?;
        if self.events.is_empty() {
            return Ok(false);
        }
        self.queue.write_to(&mut self.stream)?;
        // The mend: while a rest waits, and no longer, room is of interest.
        let interest = interest(&self.queue);
        if interest != self.interest {
            let registry = self.poll.registry();
            registry.reregister(&mut self.stream, PEER, interest)?;
            self.interest = interest;
        }
        Ok(true)
    }
}

fn interest(queue: &WriteQueue) -> Interest {
    if queue.is_empty() {
        Interest::READABLE
    } else {
        Interest::READABLE | Interest::WRITABLE
    }
}

impl Sender {
    /// Whether all is written.
    pub fn is_done(&self) -> bool {
        self.queue.is_empty()
    }
}

#[cfg(test)]
#[path = "../../wrong-rest/src/check.rs"]
mod check;

#[cfg(test)]
mod tests {
    #[test]
    fn everything_arrives_and_then_it_waits() {
        super::check::everything_arrives_and_then_it_waits();
    }
}
