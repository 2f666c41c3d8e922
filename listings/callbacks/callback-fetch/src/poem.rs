//! A poem on its way, and what can be asked of its socket.

use std::io::{self, ErrorKind, Read};
use std::net::ToSocketAddrs;

use callback_loop::{Reactor, Timer, Token};
use mio::net::TcpStream;

use crate::{Fetched, Lanes};

// ANCHOR: poem
/// What the functions of one poem leave for each other.
pub(crate) struct Poem {
    pub(crate) stream: TcpStream,
    pub(crate) socket: Token,
    pub(crate) bytes: Vec<u8>,
    pub(crate) timer: Option<Timer>,
    /// Who gets the result; `None` when it has been called.
    pub(crate) done: Option<Done>,
    pub(crate) lanes: Lanes,
}

pub(crate) type Done = Box<dyn FnOnce(&mut Reactor, Fetched)>;
// ANCHOR_END: poem

/// Begins a connection, and takes its socket into the table of the loop.
pub(crate) fn begin_connect(
    reactor: &mut Reactor,
    server: &str,
) -> io::Result<(TcpStream, Token)> {
    // A name is looked up here, and that may take its time. A real client
    // would try the other addresses, too.
    let address = server.to_socket_addrs()?.next();
    let address = address.ok_or(ErrorKind::AddrNotAvailable)?;
    let mut stream = TcpStream::connect(address)?;
    let socket = reactor.add(&mut stream)?;
    Ok((stream, socket))
}

impl Poem {
    pub(crate) fn new(
        stream: TcpStream,
        socket: Token,
        done: Done,
        lanes: Lanes,
    ) -> Poem {
        let (bytes, timer, done) = (Vec::new(), None, Some(done));
        Poem { stream, socket, bytes, timer, done, lanes }
    }

    /// Whether the connection is made. The error says why it will never be.
    pub(crate) fn is_connected(&self) -> io::Result<bool> {
        if let Some(error) = self.stream.take_error()? {
            return Err(error);
        }
        match self.stream.peer_addr() {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotConnected => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Reads what is there. `Ok`: that was the end, and the poem is whole.
    /// `WouldBlock`: there is more to come.
    pub(crate) fn read(&mut self) -> io::Result<()> {
        self.stream.read_to_end(&mut self.bytes).map(drop)
    }
}
