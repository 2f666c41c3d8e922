//! A server that sends poems by name, over TCP, and tells their names by UDP.
//!
//! A guest sends the name of a poem as a line, and gets the poem as a netstring. Whoever sends any
//! datagram to the same port gets one with the names.

mod guest;
mod librarian;

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use guest::{Guest, Step};
use librarian::{Answer, Librarian};
use mio::net::{TcpListener, TcpStream, UdpSocket};
use mio::{Events, Interest, Poll, Token, Waker};
use token_table::TokenTable;

// ANCHOR: house
// The table gives no token that is so small.
const DOOR: Token = Token(0);
const BOARD: Token = Token(1);
const WAKER: Token = Token(2);

/// A house full of poems, in one thread and a librarian.
#[derive(Debug)]
pub struct House {
    poll: Poll,
    events: Events,
    door: TcpListener,
    board: UdpSocket,
    guests: TokenTable<Guest>,
    librarian: Librarian,
    /// Until when the door stays shut, if it does.
    shut: Option<Instant>,
}
// ANCHOR_END: house

/// How long the door stays shut when nobody can be let in.
const REST: Duration = Duration::from_millis(100);

impl House {
    /// Opens a house on this address, with the poems of this folder. Port 0 chooses a port.
    pub fn open(address: SocketAddr, folder: PathBuf) -> io::Result<House> {
        let poll = Poll::new()?;
        let registry = poll.registry();
        // ANCHOR: open
        let mut door = TcpListener::bind(address)?;
        // The same number is another port: UDP has its own.
        let mut board = UdpSocket::bind(door.local_addr()?)?;
        registry.register(&mut door, DOOR, Interest::READABLE)?;
        registry.register(&mut board, BOARD, Interest::READABLE)?;
        let waker = Waker::new(registry, WAKER)?;
        // ANCHOR_END: open
        Ok(House {
            librarian: Librarian::start(folder, waker)?,
            poll,
            events: Events::with_capacity(256),
            door,
            board,
            guests: TokenTable::new(),
            shut: None,
        })
    }

    /// Where it is.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.door.local_addr()
    }

    /// The names of its poems.
    pub fn names(&self) -> &[String] {
        self.librarian.names()
    }

    /// How many guests there are.
    pub fn guests(&self) -> usize {
        self.guests.len()
    }

    // ANCHOR: turn
    /// One turn: waits for events, and lets everybody go on who has one.
    pub fn turn(&mut self) -> io::Result<()> {
        let now = Instant::now();
        let timeout = self.shut.map(|it| it.saturating_duration_since(now));
        match self.poll.poll(&mut self.events, timeout) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => result?,
        }
        let tokens: Vec<Token> =
            self.events.iter().map(|event| event.token()).collect();
        for token in tokens {
            match token {
                DOOR => self.let_in()?,
                BOARD => self.tell_names()?,
                WAKER => self.deliver()?,
                guest => self.go_on(guest, None)?,
            }
        }
        match self.shut {
            Some(until) if until <= Instant::now() => self.let_in(),
            _ => Ok(()),
        }
    }
    // ANCHOR_END: turn

    /// Lets in whoever is there.
    fn let_in(&mut self) -> io::Result<()> {
        self.shut = None;
        loop {
            match self.door.accept() {
                Ok((stream, _)) => self.welcome(stream)?,
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock => return Ok(()),
                    ErrorKind::Interrupted | ErrorKind::ConnectionAborted => {}
                    // Without a free descriptor the client stays in the
                    // queue, and no edge will tell of it again.
                    _ => {
                        self.shut = Some(Instant::now() + REST);
                        return Ok(());
                    }
                },
            }
        }
    }

    fn welcome(&mut self, stream: TcpStream) -> io::Result<()> {
        let token = self.guests.insert(Guest::new(stream));
        self.go_on(token, None)
    }

    // ANCHOR: deliver
    /// The librarian has woken us, for one answer or for many.
    fn deliver(&mut self) -> io::Result<()> {
        while let Some((token, answer)) = self.librarian.answer() {
            self.go_on(token, Some(answer))?;
        }
        Ok(())
    }

    /// Lets a guest go on, if it is still there.
    fn go_on(
        &mut self,
        token: Token,
        answer: Option<Answer>,
    ) -> io::Result<()> {
        let Some(guest) = self.guests.get_mut(token) else { return Ok(()) };
        let registry = self.poll.registry();
        match guest.go_on(answer) {
            Ok(Step::Wait) => guest.register(registry, token),
            Ok(Step::Ask(name)) => {
                self.librarian.ask(token, name);
                guest.register(registry, token)
            }
            // A guest that breaks its connection is no reason to stop.
            Ok(Step::Leave) | Err(_) => match self.guests.remove(token) {
                Some(mut guest) => guest.deregister(registry),
                None => Ok(()),
            },
        }
    }
    // ANCHOR_END: deliver

    // ANCHOR: board
    /// Whoever sends a datagram gets the names of the poems.
    fn tell_names(&mut self) -> io::Result<()> {
        let names = self.librarian.names().join("\n");
        loop {
            match self.board.recv_from(&mut [0; 16]) {
                // An answer that has no room is lost: the network may lose
                // it as well, so whoever asks must be ready for that.
                Ok((_, peer)) => {
                    let _ = self.board.send_to(names.as_bytes(), peer);
                }
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock => return Ok(()),
                    // Windows tells here that an earlier answer found nobody.
                    ErrorKind::Interrupted | ErrorKind::ConnectionReset => {}
                    _ => return Err(error),
                },
            }
        }
    }
    // ANCHOR_END: board
}

#[cfg(test)]
mod tests;
