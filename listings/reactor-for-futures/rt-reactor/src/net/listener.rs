//! Listening for connections.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;

use mio::net;

use super::TcpStream;
use crate::reactor::Direction;
use crate::source::Source;

/// Listens for connections.
#[derive(Debug)]
pub struct TcpListener {
    source: Source<net::TcpListener>,
}

impl TcpListener {
    /// Listens on this address. Port 0 chooses a port.
    pub fn bind(address: SocketAddr) -> io::Result<Self> {
        let source = Source::new(net::TcpListener::bind(address)?)?;
        Ok(TcpListener { source })
    }

    // ANCHOR: accept
    /// The next connection, and the address of its peer.
    pub fn accept(
        &mut self,
    ) -> impl Future<Output = io::Result<(TcpStream, SocketAddr)>> {
        self.source.when(Direction::Read, |listener| {
            loop {
                match listener.accept() {
                    // Its client has given up: the next one may be there.
                    Err(error) if is_aborted(&error) => {}
                    Err(error) => return Err(error),
                    Ok((stream, peer)) => {
                        let source = Source::new(stream)?;
                        return Ok((TcpStream::new(source), peer));
                    }
                }
            }
        })
    }
    // ANCHOR_END: accept

    /// Where it listens.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.source.socket().local_addr()
    }
}

fn is_aborted(error: &io::Error) -> bool {
    error.kind() == ErrorKind::ConnectionAborted
}
