//! Bytes that wait until a writer takes them.

mod fussy;

use std::collections::VecDeque;
use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind, Write};

pub use fussy::{Answer, Fussy};

/// Bytes that wait until a writer takes them.
#[derive(Debug)]
pub struct WriteQueue {
    bytes: VecDeque<u8>,
    /// The most bytes that wait here.
    limit: usize,
}

impl WriteQueue {
    /// A queue for at most `limit` bytes.
    pub fn new(limit: usize) -> Self {
        WriteQueue { bytes: VecDeque::new(), limit }
    }

    /// Whether nothing waits: then there is no reason to ask for a writer.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    // ANCHOR: queue
    /// Puts a message at the end: all of it, or nothing if it has no room.
    pub fn push(&mut self, message: &[u8]) -> Result<(), Full> {
        if message.len() > self.limit - self.bytes.len() {
            return Err(Full);
        }
        self.bytes.extend(message);
        Ok(())
    }

    /// Writes until nothing is left or the writer would block. What it did
    /// not take stays here, in its order.
    pub fn write_to(&mut self, writer: &mut impl Write) -> io::Result<()> {
        while !self.is_empty() {
            // A ring: what is behind its end comes in the next round.
            let (front, _) = self.bytes.as_slices();
            match writer.write(front) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => drop(self.bytes.drain(..count)),
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock => return Ok(()),
                    ErrorKind::Interrupted => {}
                    _ => return Err(error),
                },
            }
        }
        Ok(())
    }
    // ANCHOR_END: queue
}

/// A message has no room in a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

impl fmt::Display for Full {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the queue is full")
    }
}

impl Error for Full {}

#[cfg(test)]
mod tests;
