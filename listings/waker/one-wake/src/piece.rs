//! The task: a piece that comes from a socket.

use std::io::{self, ErrorKind, Read};
use std::net::TcpStream;
use std::pin::Pin;
use std::sync::mpsc::Sender;
use std::task::{Context, Poll};
use std::time::Instant;

use trace::message;

use crate::reactor::Reactor;

/// What the task has received, and when.
pub(crate) struct Received {
    pub(crate) piece: Vec<u8>,
    pub(crate) polls: u32,
    /// *poll(2)* has returned.
    pub(crate) readable: Instant,
    /// The last poll has begun.
    pub(crate) polled: Instant,
    /// The read has returned.
    pub(crate) read: Instant,
}

// ANCHOR: piece
/// A piece that will come from a socket.
pub(crate) struct Piece {
    stream: TcpStream,
    reactor: Reactor,
    /// Tells the peer that somebody waits.
    waits: Sender<()>,
    polls: u32,
}

impl Future for Piece {
    type Output = io::Result<Received>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        self.polls += 1;
        let polled = Instant::now();
        loop {
            if let Some(piece) = self.read()? {
                return Poll::Ready(Ok(self.received(piece, polled)));
            }
            if self.reactor.keep(cx.waker().clone()) {
                // If the peer is gone, the next read says so.
                let _ = self.waits.send(());
                return Poll::Pending;
            }
        }
    }
}
// ANCHOR_END: piece

impl Piece {
    pub(crate) fn new(
        stream: TcpStream,
        reactor: Reactor,
        waits: Sender<()>,
    ) -> Self {
        Piece { stream, reactor, waits, polls: 0 }
    }

    /// What is there; `None` if nothing is.
    fn read(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut buffer = [0; 512];
        message("main", "OS", "read");
        match self.stream.read(&mut buffer) {
            Ok(count) => {
                message("OS", "main", format!("{count} bytes"));
                Ok(Some(buffer[..count].to_vec()))
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                message("OS", "main", "WouldBlock");
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn received(&self, piece: Vec<u8>, polled: Instant) -> Received {
        let readable = self.reactor.readable_since();
        Received {
            piece,
            polls: self.polls,
            readable: readable.expect("the peer waits for the first poll"),
            polled,
            read: Instant::now(),
        }
    }
}
