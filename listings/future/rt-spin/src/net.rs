//! Futures over the non-blocking sockets of std.

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use connecting::{begin_connect, is_connected};

// ANCHOR: read
/// Reads what is there, as soon as something is.
///
/// The stream has to be non-blocking. 0 bytes are the end of the stream.
pub fn read<'a>(stream: &'a TcpStream, buffer: &'a mut [u8]) -> Read<'a> {
    Read { stream, buffer }
}

/// What [`read`] returns.
#[derive(Debug)]
pub struct Read<'a> {
    stream: &'a TcpStream,
    buffer: &'a mut [u8],
}

impl Future for Read<'_> {
    type Output = io::Result<usize>;

    fn poll(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let mut stream = self.stream;
        or_pending(stream.read(self.buffer))
    }
}

/// A result, unless the call would have waited for it.
fn or_pending<T>(result: io::Result<T>) -> Poll<io::Result<T>> {
    match result {
        Err(error) => match error.kind() {
            ErrorKind::WouldBlock | ErrorKind::Interrupted => Poll::Pending,
            _ => Poll::Ready(Err(error)),
        },
        Ok(value) => Poll::Ready(Ok(value)),
    }
}
// ANCHOR_END: read

/// Writes all of the bytes. The stream has to be non-blocking.
pub fn write_all<'a>(stream: &'a TcpStream, bytes: &'a [u8]) -> WriteAll<'a> {
    WriteAll { stream, rest: bytes }
}

/// What [`write_all`] returns.
#[derive(Debug)]
pub struct WriteAll<'a> {
    stream: &'a TcpStream,
    /// What is not written yet.
    rest: &'a [u8],
}

impl Future for WriteAll<'_> {
    type Output = io::Result<()>;

    fn poll(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let mut stream = self.stream;
        while !self.rest.is_empty() {
            match ready!(or_pending(stream.write(self.rest)))? {
                0 => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
                count => self.rest = &self.rest[count..],
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// Accepts a connection. The listener has to be non-blocking; the stream is.
pub fn accept(listener: &TcpListener) -> Accept<'_> {
    Accept { listener }
}

/// What [`accept`] returns.
#[derive(Debug)]
pub struct Accept<'a> {
    listener: &'a TcpListener,
}

impl Future for Accept<'_> {
    type Output = io::Result<(TcpStream, SocketAddr)>;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        let (stream, peer) = ready!(or_pending(self.listener.accept()))?;
        stream.set_nonblocking(true)?;
        Poll::Ready(Ok((stream, peer)))
    }
}

// ANCHOR: connect
/// Connects to this address. The stream is non-blocking.
pub fn connect(address: SocketAddr) -> Connect {
    Connect { address, begun: None }
}

/// What [`connect`] returns.
#[derive(Debug)]
pub struct Connect {
    address: SocketAddr,
    /// The socket, once it has begun to connect.
    begun: Option<TcpStream>,
}

impl Future for Connect {
    type Output = io::Result<TcpStream>;

    fn poll(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        // Nothing happens before the first poll: no packet, no socket.
        let stream = match self.begun.take() {
            Some(stream) => stream,
            None => begin_connect(self.address)?,
        };
        if is_connected(&stream)? {
            return Poll::Ready(Ok(stream));
        }
        self.begun = Some(stream);
        Poll::Pending
    }
}
// ANCHOR_END: connect
