//! A slow server that serves all its clients in one thread.
//!
//! `slow-server` has a thread for each client, whose stack remembers how far the poem has gone and
//! until when to pause. Here a struct remembers it. No call waits but the nap, and a client that
//! does not read holds nobody up: its write is refused, and tried again in the next round.

use std::io::{self, ErrorKind, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use slow_server::Pace;

const NAP: Duration = Duration::from_millis(5);

/// Sends the poem to every client. Returns when no client can be accepted any more.
pub fn serve(listener: &TcpListener, poem: &[u8], pace: Pace) -> io::Error {
    let mut server = match Server::new(listener, poem, pace) {
        Ok(server) => server,
        Err(error) => return error,
    };
    loop {
        if let Err(error) = server.round(Instant::now()) {
            return error;
        }
        thread::sleep(NAP);
    }
}

/// The server between two rounds.
#[derive(Debug)]
struct Server<'a> {
    listener: &'a TcpListener,
    poem: &'a [u8],
    pace: Pace,
    clients: Vec<Client>,
}

/// A client, and how far it is.
#[derive(Debug)]
struct Client {
    stream: TcpStream,
    /// How many bytes the kernel has taken.
    sent: usize,
    /// How many of them are due: all pieces whose pause is over.
    due: usize,
    /// When the next piece is due.
    next_piece: Instant,
}

impl<'a> Server<'a> {
    fn new(
        listener: &'a TcpListener,
        poem: &'a [u8],
        pace: Pace,
    ) -> io::Result<Server<'a>> {
        listener.set_nonblocking(true)?;
        Ok(Server { listener, poem, pace, clients: Vec::new() })
    }

    /// Accepts whoever is there, and sends what is due. Never waits.
    fn round(&mut self, now: Instant) -> io::Result<()> {
        loop {
            match self.listener.accept() {
                Ok((stream, _)) => {
                    let next_piece = now + self.pace.delay;
                    // A client that has gone already is no reason to stop.
                    if stream.set_nonblocking(true).is_ok() {
                        self.clients.push(Client {
                            stream,
                            sent: 0,
                            due: 0,
                            next_piece,
                        });
                    }
                }
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock => break,
                    ErrorKind::Interrupted | ErrorKind::ConnectionAborted => {}
                    _ => return Err(error),
                },
            }
        }
        let (poem, pace) = (self.poem, self.pace);
        // Dropped: the poem is whole, or the client has gone.
        self.clients
            .retain_mut(|client| client.send(poem, pace, now).unwrap_or(false));
        Ok(())
    }
}

impl Client {
    /// Writes what is due, and says whether there is more to come.
    fn send(
        &mut self,
        poem: &[u8],
        pace: Pace,
        now: Instant,
    ) -> io::Result<bool> {
        while self.due < poem.len() && self.next_piece <= now {
            self.due = poem.len().min(self.due + pace.bytes.get());
            self.next_piece += pace.delay;
        }
        while self.sent < self.due {
            match self.stream.write(&poem[self.sent..self.due]) {
                Ok(count) => self.sent += count,
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock => break,
                    ErrorKind::Interrupted => {}
                    _ => return Err(error),
                },
            }
        }
        Ok(self.sent < poem.len())
    }
}

#[cfg(test)]
mod tests;
