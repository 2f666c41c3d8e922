//! A socket that a loop watches for as long as it exists.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr};
use std::rc::Rc;

use mio::net::TcpStream;
use mio::{Interest, Registry, Token};
use rustix::io::Errno;

use crate::Progress;

/// A socket, and the registry that knows it. Dropped, it is deregistered and
/// closed.
#[derive(Debug)]
pub struct Watched {
    stream: TcpStream,
    registry: Rc<Registry>,
}

impl Watched {
    /// Registers the socket for both directions, once and for all.
    pub fn new(
        mut stream: TcpStream,
        registry: &Rc<Registry>,
        token: Token,
    ) -> io::Result<Watched> {
        let both = Interest::READABLE | Interest::WRITABLE;
        registry.register(&mut stream, token, both)?;
        Ok(Watched { stream, registry: Rc::clone(registry) })
    }

    /// Begins a connection, and registers its socket.
    pub fn connect(
        server: SocketAddr,
        registry: &Rc<Registry>,
        token: Token,
    ) -> io::Result<Watched> {
        Watched::new(TcpStream::connect(server)?, registry, token)
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // If that fails, the socket is closed all the same.
        let _ = self.registry.deregister(&mut self.stream);
    }
}

impl Watched {
    // ANCHOR: read
    /// Reads once. Never waits.
    pub fn read(&mut self, buffer: &mut [u8]) -> Progress<io::Result<usize>> {
        loop {
            match self.stream.read(buffer) {
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock => return Progress::NotYet,
                    ErrorKind::Interrupted => {}
                    _ => return Progress::Done(Err(error)),
                },
                count => return Progress::Done(count),
            }
        }
    }
    // ANCHOR_END: read

    /// Looks at what has come, and leaves it there. Never waits.
    pub fn peek(&self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.peek(buffer)
    }

    /// Says that nothing more will be written. Reading goes on.
    pub fn end_writing(&mut self) -> io::Result<()> {
        self.stream.shutdown(Shutdown::Write)
    }

    /// Whether the connection is made, or why it never will be.
    pub fn connected(&self) -> Progress<io::Result<()>> {
        match self.stream.take_error() {
            Ok(None) => {}
            Ok(Some(error)) | Err(error) => return Progress::Done(Err(error)),
        }
        match self.stream.peer_addr() {
            Ok(_) => Progress::Done(Ok(())),
            Err(error) => match Errno::from_io_error(&error) {
                // mio's documentation names the second one, too.
                Some(Errno::NOTCONN | Errno::INPROGRESS) => Progress::NotYet,
                _ => Progress::Done(Err(error)),
            },
        }
    }
}

impl Write for Watched {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
