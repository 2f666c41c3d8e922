//! A hall with one seat. Mended: no token is used twice.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};
use token_table::TokenTable;

/// A hall with one seat: whoever comes in takes it.
#[derive(Debug)]
pub struct Hall {
    poll: Poll,
    events: Events,
    door: TcpListener,
    guests: TokenTable<TcpStream>,
    /// Who has the seat.
    seated: Option<Token>,
}

// The table gives no token that is so small.
const DOOR: Token = Token(0);

impl Hall {
    /// Opens a hall on a free port of this machine.
    pub fn open() -> io::Result<Hall> {
        let poll = Poll::new()?;
        let mut door = TcpListener::bind((Ipv4Addr::LOCALHOST, 0).into())?;
        poll.registry().register(&mut door, DOOR, Interest::READABLE)?;
        Ok(Hall {
            poll,
            events: Events::with_capacity(16),
            door,
            guests: TokenTable::new(),
            seated: None,
        })
    }

    /// Where it is.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.door.local_addr()
    }

    /// Whether the seat is taken.
    pub fn is_taken(&self) -> bool {
        !self.guests.is_empty()
    }

    /// One turn: waits for events, and does what they say.
    pub fn turn(&mut self) -> io::Result<()> {
        self.poll.poll(&mut self.events, None)?;
        let batch: Vec<(Token, bool)> = self
            .events
            .iter()
            .map(|event| (event.token(), event.is_read_closed()))
            .collect();
        for (token, has_left) in batch {
            if token == DOOR {
                self.let_in()?;
            } else if has_left {
                self.leave(token)?;
            }
        }
        Ok(())
    }

    /// Whoever is at the door takes the seat.
    fn let_in(&mut self) -> io::Result<()> {
        while let Ok((stream, _)) = self.door.accept() {
            if let Some(seated) = self.seated {
                self.leave(seated)?;
            }
            // The mend: an event of the guest before finds nobody.
            let token = self.guests.insert(stream);
            let stream = self.guests.get_mut(token);
            let stream = stream.expect("it was inserted a moment ago");
            let readable = Interest::READABLE;
            self.poll.registry().register(stream, token, readable)?;
            self.seated = Some(token);
        }
        Ok(())
    }

    fn leave(&mut self, token: Token) -> io::Result<()> {
        let Some(mut guest) = self.guests.remove(token) else {
            return Ok(());
        };
        self.seated = None;
        self.poll.registry().deregister(&mut guest)
    }
}

#[cfg(test)]
#[path = "../../wrong-token/src/check.rs"]
mod check;

#[cfg(test)]
mod tests {
    #[test]
    fn who_comes_in_keeps_the_seat() {
        super::check::who_comes_in_keeps_the_seat();
    }
}
