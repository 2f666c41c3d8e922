//! Connections.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr};

use mio::net;

use crate::reactor::Direction;
use crate::source::Source;

/// A connection.
#[derive(Debug)]
pub struct TcpStream {
    source: Source<net::TcpStream>,
}

impl TcpStream {
    pub(super) fn new(source: Source<net::TcpStream>) -> Self {
        TcpStream { source }
    }

    pub(super) fn into_source(self) -> Source<net::TcpStream> {
        self.source
    }
}

impl TcpStream {
    /// Reads what is there, as soon as something is. 0 bytes are the end.
    pub fn read(
        &mut self,
        buffer: &mut [u8],
    ) -> impl Future<Output = io::Result<usize>> {
        read(&self.source, buffer)
    }

    /// Writes some of the bytes, as soon as there is room.
    pub fn write(
        &mut self,
        bytes: &[u8],
    ) -> impl Future<Output = io::Result<usize>> {
        write(&self.source, bytes)
    }

    /// Writes all of the bytes. If it is dropped before it is ready, nobody
    /// knows how many of them were written.
    pub fn write_all(
        &mut self,
        bytes: &[u8],
    ) -> impl Future<Output = io::Result<()>> {
        write_all(&self.source, bytes)
    }

    /// Ends one direction, or both, for the peer to see.
    pub fn shutdown(&mut self, how: Shutdown) -> io::Result<()> {
        self.source.socket().shutdown(how)
    }

    /// Where the peer is.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.source.socket().peer_addr()
    }

    /// Where this end is.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.source.socket().local_addr()
    }
}

// ANCHOR: read-when
pub(super) fn read(
    source: &Source<net::TcpStream>,
    buffer: &mut [u8],
) -> impl Future<Output = io::Result<usize>> {
    source.when(Direction::Read, |mut stream| stream.read(buffer))
}
// ANCHOR_END: read-when

pub(super) fn write(
    source: &Source<net::TcpStream>,
    bytes: &[u8],
) -> impl Future<Output = io::Result<usize>> {
    source.when(Direction::Write, |mut stream| stream.write(bytes))
}

// ANCHOR: write-all
pub(super) async fn write_all(
    source: &Source<net::TcpStream>,
    bytes: &[u8],
) -> io::Result<()> {
    // What is not written yet: kept while there is no room.
    let mut rest = bytes;
    while !rest.is_empty() {
        // Each write is a call of its own: between two of them, whoever polls
        // may let others have their turn.
        match write(source, rest).await? {
            0 => return Err(ErrorKind::WriteZero.into()),
            count => rest = &rest[count..],
        }
    }
    Ok(())
}
// ANCHOR_END: write-all
