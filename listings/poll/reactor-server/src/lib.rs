//! A slow server that serves all its clients in one thread, and sleeps until it has something to
//! do.

mod client;

use std::io::{self, ErrorKind};
use std::net::{TcpListener, TcpStream};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::Arc;
use std::time::{Duration, Instant};

use reactor::{PollFlags, Reactor, Source};
use slow_server::Pace;

use client::Client;

/// For how long no client is accepted when one could not be.
const REST: Duration = Duration::from_millis(100);

/// Sends the poem to every client. Pauses have no jitter. Returns when it can't wait any more.
pub fn serve(
    listener: TcpListener,
    poem: Arc<[u8]>,
    pace: Pace,
) -> io::Result<()> {
    let mut reactor = Reactor::new(vec![Party::door(listener, poem, pace)?]);
    while !reactor.is_empty() {
        reactor.turn()?;
    }
    Ok(())
}

// ANCHOR: party
/// What can be in the server's table.
#[derive(Debug)]
enum Party {
    Door(Door),
    Client(Client),
}

/// Where new clients come in.
#[derive(Debug)]
struct Door {
    listener: TcpListener,
    poem: Arc<[u8]>,
    pace: Pace,
    /// Until when it stays shut, because the last client had no room.
    shut: Option<Instant>,
}
// ANCHOR_END: party

impl Source for Party {
    fn socket(&self) -> BorrowedFd<'_> {
        match self {
            Party::Door(door) => door.listener.as_fd(),
            Party::Client(client) => client.socket(),
        }
    }

    fn interest(&self) -> PollFlags {
        match self {
            Party::Door(Door { shut: Some(_), .. }) => PollFlags::empty(),
            Party::Door(_) => PollFlags::IN,
            Party::Client(client) => client.interest(),
        }
    }

    fn deadline(&self) -> Option<Instant> {
        match self {
            Party::Door(door) => door.shut,
            Party::Client(client) => client.deadline(),
        }
    }

    fn go_on(&mut self, readiness: PollFlags, new: &mut Vec<Self>) {
        match self {
            Party::Door(door) => door.go_on(new),
            Party::Client(client) => client.go_on(readiness, Instant::now()),
        }
    }

    fn is_over(&self) -> bool {
        matches!(self, Party::Client(client) if client.is_over())
    }
}

impl Party {
    fn door(
        listener: TcpListener,
        poem: Arc<[u8]>,
        pace: Pace,
    ) -> io::Result<Party> {
        listener.set_nonblocking(true)?;
        Ok(Party::Door(Door { listener, poem, pace, shut: None }))
    }
}

// ANCHOR: door
impl Door {
    /// Lets in whoever is there.
    fn go_on(&mut self, new: &mut Vec<Party>) {
        self.shut = None;
        loop {
            match self.listener.accept() {
                Ok((stream, _)) => new.extend(self.welcome(stream)),
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) => match self.refused(&error) {
                    Some(until) => break self.shut = Some(until),
                    None => continue,
                },
            }
        }
    }

    /// Until when the door stays shut after this error, if it does.
    fn refused(&self, error: &io::Error) -> Option<Instant> {
        match error.kind() {
            ErrorKind::Interrupted | ErrorKind::ConnectionAborted => None,
            // Without a free descriptor the client stays in the queue, and
            // poll would tell of it at once, again and again.
            _ => Some(Instant::now() + REST),
        }
    }

    /// A client that has gone already is no reason to stop.
    fn welcome(&self, stream: TcpStream) -> Option<Party> {
        let poem = Arc::clone(&self.poem);
        Client::new(stream, poem, self.pace).ok().map(Party::Client)
    }
}
// ANCHOR_END: door

#[cfg(test)]
mod tests;
