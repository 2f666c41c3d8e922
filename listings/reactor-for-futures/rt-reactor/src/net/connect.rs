//! Connecting.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use mio::net;
use rustix::io::Errno;

use super::TcpStream;
use crate::reactor::Direction;
use crate::source::Source;

impl TcpStream {
    /// Connects to this address.
    pub fn connect(address: SocketAddr) -> Connect {
        Connect { address, begun: None }
    }
}

// ANCHOR: connect
/// What [`TcpStream::connect`] returns.
#[derive(Debug)]
pub struct Connect {
    address: SocketAddr,
    /// The socket, once it has begun to connect.
    begun: Option<Source<net::TcpStream>>,
}

impl Future for Connect {
    type Output = io::Result<TcpStream>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let source = match self.begun.take() {
            Some(source) => source,
            None => Source::new(net::TcpStream::connect(self.address)?)?,
        };
        match source.poll(Direction::Write, cx, check_connection) {
            Poll::Ready(result) => {
                Poll::Ready(result.map(|()| TcpStream::new(source)))
            }
            Poll::Pending => {
                self.begun = Some(source);
                Poll::Pending
            }
        }
    }
}
// ANCHOR_END: connect

// ANCHOR: check
/// Whether the connection is made; `WouldBlock`: not yet. The error says why
/// it never will be.
fn check_connection(stream: &net::TcpStream) -> io::Result<()> {
    if let Some(error) = stream.take_error()? {
        return Err(error);
    }
    match stream.peer_addr() {
        Ok(_) => Ok(()),
        Err(error) => match Errno::from_io_error(&error) {
            // mio's documentation names the second one, too.
            Some(Errno::NOTCONN | Errno::INPROGRESS) => {
                Err(ErrorKind::WouldBlock.into())
            }
            _ => Err(error),
        },
    }
}
// ANCHOR_END: check
