//! A proxy for poems. Each guest holds a fetch of its own.

mod guest;

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Instant;

use fetch_machine::{Progress, Watched};
use guest::Guest;
use mio::net::TcpStream;
use mio::{Events, Poll, Registry, Token};
use proxy_parts::Door;
use token_table::TokenTable;
use trace::Task;

const DOOR: Token = Token(0);

/// A proxy for poems, in one thread.
#[derive(Debug)]
pub struct Proxy {
    poll: Poll,
    events: Events,
    registry: Rc<Registry>,
    door: Door,
    guests: TokenTable<Guest>,
    servers: Rc<BTreeMap<String, SocketAddr>>,
    /// How many guests have come in, ever.
    come: usize,
}

impl Proxy {
    /// Opens a proxy on this address, for the poems of these servers.
    pub fn open(
        address: SocketAddr,
        servers: BTreeMap<String, SocketAddr>,
    ) -> io::Result<Proxy> {
        let poll = Poll::new()?;
        let registry = Rc::new(poll.registry().try_clone()?);
        Ok(Proxy {
            door: Door::open(address, &registry, DOOR)?,
            registry,
            poll,
            events: Events::with_capacity(256),
            guests: TokenTable::new(),
            servers: Rc::new(servers),
            come: 0,
        })
    }

    /// Where it is.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.door.address()
    }

    /// How many guests have left, ever.
    pub fn left(&self) -> usize {
        self.come - self.guests.len()
    }

    /// One turn: waits for events, and steps every machine that has one.
    pub fn turn(&mut self) -> io::Result<()> {
        let now = Instant::now();
        let deadline = self.door.deadline();
        let timeout = deadline.map(|it| it.saturating_duration_since(now));
        match self.poll.poll(&mut self.events, timeout) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => result?,
        }
        let mut tokens: Vec<Token> =
            self.events.iter().map(|event| event.token()).collect();
        let now = Instant::now();
        if self.door.deadline().is_some_and(|deadline| deadline <= now) {
            tokens.push(DOOR);
        }
        for token in tokens {
            match token {
                DOOR => {
                    for stream in self.door.let_in(now) {
                        self.welcome(stream)?;
                    }
                }
                guest => self.step(guest),
            }
        }
        Ok(())
    }

    fn welcome(&mut self, stream: TcpStream) -> io::Result<()> {
        let token = self.guests.next_token();
        let stream = Watched::new(stream, &self.registry, token)?;
        let (registry, servers) =
            (Rc::clone(&self.registry), Rc::clone(&self.servers));
        self.come += 1;
        let lane = Task::begin(format!("guest {}", self.come));
        let guest = Guest::new(stream, token, registry, servers, lane);
        // The registration is an edge: if it has said something, or says it
        // later, there is an event.
        self.guests.insert(guest);
        Ok(())
    }

    // ANCHOR: step
    /// Steps a guest, if it is still there. The event was of its own socket
    /// or of its fetch's: both have its token.
    fn step(&mut self, token: Token) {
        let Some(guest) = self.guests.get_mut(token) else { return };
        // A guest that breaks its connection is no reason to stop.
        if let Progress::Done(_) = guest.step() {
            self.guests.remove(token);
        }
    }
    // ANCHOR_END: step
}

#[cfg(test)]
mod tests;
