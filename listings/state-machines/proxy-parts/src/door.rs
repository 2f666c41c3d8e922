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
        self.shut = None;
        let mut guests = Vec::new();
        loop {
            match self.listener.accept() {
                Ok((stream, _)) => guests.push(stream),
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock => return guests,
                    ErrorKind::Interrupted | ErrorKind::ConnectionAborted => {}
                    // Without a free descriptor the guest stays in the queue,
                    // and no edge will tell of it again.
                    _ => {
                        self.shut = Some(now + REST);
                        return guests;
                    }
                },
            }
        }
    }
}
