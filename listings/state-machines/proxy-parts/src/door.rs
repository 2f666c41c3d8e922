//! The door of a proxy.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use mio::net::{TcpListener, TcpStream};
use mio::{Interest, Registry, Token};

/// How long the door stays shut when nobody can be let in.
const REST: Duration = Duration::from_millis(100);

/// Where guests come in, as in the poem house.
#[derive(Debug)]
pub struct Door {
    listener: TcpListener,
    /// Until when it stays shut, if it does.
    shut: Option<Instant>,
}

impl Door {
    /// Listens on this address. Port 0 chooses a port.
    pub fn open(
        address: SocketAddr,
        registry: &Registry,
        token: Token,
    ) -> io::Result<Door> {
        let mut listener = TcpListener::bind(address)?;
        registry.register(&mut listener, token, Interest::READABLE)?;
        Ok(Door { listener, shut: None })
    }

    /// Where it is.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// When it has to be looked at without an event.
    pub fn deadline(&self) -> Option<Instant> {
        self.shut
    }

    /// Whoever is there. Never waits.
    pub fn let_in(&mut self, now: Instant) -> Vec<TcpStream> {
        let accept = || self.listener.accept().map(|(stream, _)| stream);
        let (guests, all) = accept_all(accept);
        // Who could not be let in stays in the queue, and no edge will tell
        // of it again.
        self.shut = shut_after(all, now);
        guests
    }
}

/// Until when the door is shut, if not all could be let in.
fn shut_after(all: bool, now: Instant) -> Option<Instant> {
    (!all).then(|| now + REST)
}

/// Whoever is there, and whether that is all.
fn accept_all<T>(mut accept: impl FnMut() -> io::Result<T>) -> (Vec<T>, bool) {
    let mut guests = Vec::new();
    loop {
        match accept() {
            Ok(guest) => guests.push(guest),
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock => return (guests, true),
                ErrorKind::Interrupted | ErrorKind::ConnectionAborted => {}
                // There is no free descriptor, perhaps.
                _ => return (guests, false),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use mio::Poll;

    use super::*;

    #[test]
    fn all_are_let_in_until_the_queue_is_empty() {
        let said = [
            Ok(1),
            Err(ErrorKind::Interrupted),
            Err(ErrorKind::ConnectionAborted),
            Ok(2),
            Err(ErrorKind::WouldBlock),
        ];
        let mut said = said.into_iter();
        let accept = || Ok(said.next().unwrap()?);
        assert_eq!(accept_all(accept), (vec![1, 2], true));
    }

    #[test]
    fn without_descriptors_it_stops() {
        let mut said = [Ok(1), Err(ErrorKind::Other)].into_iter();
        let accept = || Ok(said.next().unwrap()?);
        assert_eq!(accept_all(accept), (vec![1], false));
    }

    #[test]
    fn a_door_is_shut_if_somebody_could_not_be_let_in() {
        let now = Instant::now();
        assert_eq!(shut_after(true, now), None);
        let soon = now + Duration::from_millis(100);
        assert_eq!(shut_after(false, now), Some(soon));
    }

    #[test]
    fn a_door_that_was_shut_is_open_when_all_are_in() {
        let poll = Poll::new().unwrap();
        let address = (Ipv4Addr::LOCALHOST, 0).into();
        let door = Door::open(address, poll.registry(), Token(0));
        let (mut door, now) = (door.unwrap(), Instant::now());
        door.shut = Some(now);
        assert_eq!(door.deadline(), Some(now));
        assert!(door.let_in(now).is_empty());
        assert_eq!(door.deadline(), None);
    }
}
