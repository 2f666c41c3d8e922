//! A poem on its way.

use std::error::Error;
use std::io::{self, ErrorKind, Read};
use std::net::TcpStream;

use decoders::{Decoder, Lines};

use crate::lane::Lane;

// ANCHOR: poem
/// A poem on its way: its socket, and what its bytes have become so far.
#[derive(Debug)]
pub(crate) struct Poem {
    stream: TcpStream,
    lines: Lines,
    lane: Lane,
}

/// What a step of a poem brought.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A line is whole.
    Line(String),
    /// Bytes came in. Whether they make a line, the next step says.
    Bytes,
    /// Nothing: the next bytes are still on their way.
    NotYet,
    /// The poem ended, and ended well.
    End,
}
// ANCHOR_END: poem

impl Poem {
    /// Asks the server for its poem.
    pub(crate) fn request(
        server: &str,
        name: String,
        limit: usize,
    ) -> io::Result<Self> {
        // This may block; the chapter before shows how not to.
        let stream = TcpStream::connect(server)?;
        stream.set_nonblocking(true)?;
        let lines = Lines::new(limit);
        Ok(Poem { stream, lines, lane: Lane::new(name) })
    }

    // ANCHOR: step
    /// Takes one line, or else reads once. Never waits.
    pub(crate) fn step(&mut self) -> Result<Step, Box<dyn Error>> {
        if let Some(line) = self.lines.next_frame()? {
            self.lane.whole();
            return Ok(Step::Line(line));
        }
        let mut buffer = [0; 512];
        match self.stream.read(&mut buffer) {
            Ok(0) => {
                self.lines.finish()?;
                Ok(Step::End)
            }
            Ok(count) => {
                self.lines.feed(&buffer[..count]);
                self.lane.bytes();
                Ok(Step::Bytes)
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                self.lane.not_yet(self.lines.finish().is_err());
                Ok(Step::NotYet)
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {
                Ok(Step::NotYet)
            }
            Err(error) => Err(error.into()),
        }
    }
    // ANCHOR_END: step
}
