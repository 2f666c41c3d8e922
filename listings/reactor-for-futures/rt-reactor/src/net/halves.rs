//! The two directions of a connection.

use std::io;
use std::net::Shutdown;
use std::rc::Rc;

use mio::net;

use super::TcpStream;
use super::stream::{read, write_all};
use crate::source::Source;

impl TcpStream {
    /// The two directions, for two tasks.
    pub fn split(self) -> (ReadHalf, WriteHalf) {
        let source = Rc::new(self.into_source());
        (ReadHalf { source: Rc::clone(&source) }, WriteHalf { source })
    }
}

/// The direction from the peer.
#[derive(Debug)]
pub struct ReadHalf {
    source: Rc<Source<net::TcpStream>>,
}

impl ReadHalf {
    /// As [`TcpStream::read`].
    pub fn read(
        &mut self,
        buffer: &mut [u8],
    ) -> impl Future<Output = io::Result<usize>> {
        read(&self.source, buffer)
    }
}

/// The direction to the peer. Its drop ends it, for the peer to see.
#[derive(Debug)]
pub struct WriteHalf {
    source: Rc<Source<net::TcpStream>>,
}

impl WriteHalf {
    /// As [`TcpStream::write_all`].
    pub fn write_all(
        &mut self,
        bytes: &[u8],
    ) -> impl Future<Output = io::Result<()>> {
        write_all(&self.source, bytes)
    }
}

impl Drop for WriteHalf {
    fn drop(&mut self) {
        // It fails when the connection is broken: that is an end, too.
        let _ = self.source.socket().shutdown(Shutdown::Write);
    }
}
