//! A poem on its way, as a future.

use std::io::{self, ErrorKind, Read};
use std::mem;
use std::net::TcpStream;
use std::pin::Pin;
use std::task::{Context, Poll};

use poem_lane::Lane;

// ANCHOR: poem
/// A poem on its way.
#[derive(Debug)]
pub struct Poem {
    stream: TcpStream,
    bytes: Vec<u8>,
    polls: u64,
    lane: Lane,
}

/// A poem that has come.
#[derive(Debug)]
pub struct Whole {
    pub bytes: Vec<u8>,
    pub polls: u64,
}
// ANCHOR_END: poem

impl Poem {
    /// The poem from this stream, which must be non-blocking.
    pub fn new(stream: TcpStream, lane: Lane) -> Poem {
        Poem { stream, bytes: Vec::new(), polls: 0, lane }
    }
}

// ANCHOR: poll
impl Future for Poem {
    type Output = io::Result<Whole>;

    fn poll(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<io::Result<Whole>> {
        self.polls += 1;
        let mut buffer = [0; 512];
        match self.stream.read(&mut buffer) {
            Err(error) if is_not_yet(&error) => Poll::Pending,
            Err(error) => Poll::Ready(Err(error)),
            Ok(0) => {
                let bytes = mem::take(&mut self.bytes);
                self.lane.end();
                Poll::Ready(Ok(Whole { bytes, polls: self.polls }))
            }
            Ok(count) => {
                self.lane.run();
                self.bytes.extend_from_slice(&buffer[..count]);
                self.lane.wait();
                Poll::Pending
            }
        }
    }
}
// ANCHOR_END: poll

/// Whether the answer was "nothing at the moment", or none because of a signal.
fn is_not_yet(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted)
}
