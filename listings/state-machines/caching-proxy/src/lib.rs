//! A proxy for poems. It fetches each once, keeps it for a while, and gives it to all guests.

mod guest;

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::mem;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Instant;

use cache_entry::{Entry, Event};
use fetch_machine::Progress::{Done, NotYet};
use fetch_machine::{Fetch, Watched};
use guest::{Guest, Step};
use mio::net::TcpStream;
use mio::{Events, Poll, Registry, Token};
use proxy_parts::{Answer, Door};
use token_table::TokenTable;
use trace::{Task, Wait};

pub use cache_entry::Limits;

const DOOR: Token = Token(0);
/// The first token of the shelves. Those of the guests are far above.
const SHELVES: usize = 1;

/// A proxy for poems, in one thread.
#[derive(Debug)]
pub struct Proxy {
    poll: Poll,
    events: Events,
    registry: Rc<Registry>,
    door: Door,
    shelves: Vec<Shelf>,
    guests: TokenTable<Guest>,
    /// How many guests have come in, ever.
    come: usize,
    /// What has happened in this turn.
    log: Vec<String>,
}

/// A poem that can be had.
#[derive(Debug)]
struct Shelf {
    name: String,
    server: SocketAddr,
    entry: Entry<Fetch>,
    lane: Task,
}

impl Proxy {
    /// Opens a proxy on this address, for the poems of these servers.
    pub fn open(
        address: SocketAddr,
        servers: BTreeMap<String, SocketAddr>,
        limits: Limits,
    ) -> io::Result<Proxy> {
        let poll = Poll::new()?;
        let registry = Rc::new(poll.registry().try_clone()?);
        let shelf = |(name, server)| Shelf {
            lane: Task::begin(&name),
            name,
            server,
            entry: Entry::new(limits),
        };
        let shelves: Vec<Shelf> = servers.into_iter().map(shelf).collect();
        shelves.iter().for_each(Shelf::rest);
        Ok(Proxy {
            door: Door::open(address, &registry, DOOR)?,
            registry,
            poll,
            events: Events::with_capacity(256),
            shelves,
            guests: TokenTable::new(),
            come: 0,
            log: Vec::new(),
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

    /// One turn: waits, lets time pass, and steps every machine that has an
    /// event. Says what has become of the poems.
    pub fn turn(&mut self) -> io::Result<Vec<String>> {
        let entries = self.shelves.iter().map(|shelf| shelf.entry.deadline());
        let next = entries.chain([self.door.deadline()]).flatten().min();
        let timeout =
            next.map(|it| it.saturating_duration_since(Instant::now()));
        match self.poll.poll(&mut self.events, timeout) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => result?,
        }
        self.act()?;
        Ok(mem::take(&mut self.log))
    }

    // ANCHOR: act
    /// Acts on what `poll` has told.
    fn act(&mut self) -> io::Result<()> {
        let mut tokens: Vec<Token> =
            self.events.iter().map(|event| event.token()).collect();
        // Asked once a turn. For all that follows, it is now.
        let now = Instant::now();
        for shelf in 0..self.shelves.len() {
            self.happens(shelf, Event::Time, now);
        }
        if self.door.deadline().is_some_and(|deadline| deadline <= now) {
            tokens.push(DOOR);
        }
        for token in tokens {
            match token {
                DOOR => self.let_in(now)?,
                Token(it) if it < SHELVES + self.shelves.len() => {
                    self.step_fetch(it - SHELVES, now);
                }
                guest => self.step_guest(guest, now),
            }
        }
        Ok(())
    }
    // ANCHOR_END: act

    fn let_in(&mut self, now: Instant) -> io::Result<()> {
        for stream in self.door.let_in(now) {
            self.welcome(stream)?;
        }
        Ok(())
    }

    fn welcome(&mut self, stream: TcpStream) -> io::Result<()> {
        let token = self.guests.next_token();
        let stream = Watched::new(stream, &self.registry, token)?;
        self.come += 1;
        let lane = Task::begin(format!("guest {}", self.come));
        // The registration is an edge: if it has said something, or says it
        // later, there is an event.
        self.guests.insert(Guest::new(stream, lane));
        Ok(())
    }

    // ANCHOR: step-guest
    /// Steps a guest, if it is still there.
    fn step_guest(&mut self, token: Token, now: Instant) {
        let Some(guest) = self.guests.get_mut(token) else { return };
        let step = guest.step();
        if let Step::Leave | Step::GiveUp(_) = step {
            self.guests.remove(token);
        }
        match step {
            Step::Wait | Step::Leave => {}
            Step::Ask(name) => self.ask(token, &name, now),
            Step::GiveUp(name) => {
                if let Some(shelf) = self.find(&name) {
                    self.happens(shelf, Event::Left(token.0), now);
                }
            }
        }
    }

    fn ask(&mut self, guest: Token, name: &str, now: Instant) {
        let Some(shelf) = self.find(name) else {
            return self.answer(guest, &Err("no such poem".into()), now);
        };
        let token = Token(SHELVES + shelf);
        let server = self.shelves[shelf].server;
        let fetch = Fetch::new(server, &self.registry, token);
        let event = Event::Asked { guest: guest.0, fetch };
        self.happens(shelf, event, now);
        // If it is a new fetch, nothing but this step begins it.
        self.step_fetch(shelf, now);
    }
    // ANCHOR_END: step-guest

    // ANCHOR: step-fetch
    /// Steps the fetch of a shelf, if there is one.
    fn step_fetch(&mut self, shelf: usize, now: Instant) {
        let Shelf { entry, lane, .. } = &mut self.shelves[shelf];
        let Some(fetch) = entry.fetch_mut() else { return };
        lane.run();
        let event = match fetch.step() {
            NotYet => return self.shelves[shelf].rest(),
            Done(Ok(poem)) => Event::Came(poem.into()),
            Done(Err(error)) => Event::Broke(error.to_string().into()),
        };
        self.happens(shelf, event, now);
    }

    // ANCHOR_END: step-fetch

    // ANCHOR: happens
    /// Tells an entry what happens, and the guests what comes of it.
    fn happens(&mut self, shelf: usize, event: Event<Fetch>, now: Instant) {
        let shelf = &mut self.shelves[shelf];
        let before = shelf.entry.name();
        let result = shelf.entry.on(event, now);
        shelf.rest();
        let Shelf { name, entry, .. } = shelf;
        if entry.name() != before {
            self.log.push(format!("{name}: {}", entry.name()));
        }
        match result {
            Ok(answers) => {
                for (guest, answer) in answers {
                    self.answer(Token(guest), &answer, now);
                }
            }
            Err(illegal) => self.log.push(format!("{name}: {illegal}")),
        }
    }

    fn answer(&mut self, guest: Token, answer: &Answer, now: Instant) {
        if let Some(waiting) = self.guests.get_mut(guest) {
            waiting.answer(answer);
            self.step_guest(guest, now);
        }
    }
    // ANCHOR_END: happens

    fn find(&self, name: &str) -> Option<usize> {
        self.shelves.iter().position(|shelf| shelf.name == name)
    }
}

impl Shelf {
    /// Tells the recorder what it waits for.
    fn rest(&self) {
        match self.entry.name() {
            "fetching" => self.lane.wait(Wait::Socket("poem")),
            _ => self.lane.wait(Wait::Timer),
        }
    }
}

#[cfg(test)]
mod tests;
