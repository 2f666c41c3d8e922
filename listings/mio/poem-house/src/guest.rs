//! A guest of the house.

use std::error::Error;
use std::io::{self, ErrorKind, Read};

use decoders::{Decoder, Lines};
use mio::net::TcpStream;
use mio::{Interest, Registry, Token};
use write_queue::WriteQueue;

use crate::librarian::Answer;

/// The longest name, and the most bytes that wait to be written.
const LONGEST_NAME: usize = 80;
const LONGEST_ANSWER: usize = 32 << 20;

// ANCHOR: guest
/// A guest: the socket, and what has come and has to go.
#[derive(Debug)]
pub(crate) struct Guest {
    stream: TcpStream,
    lines: Lines,
    queue: WriteQueue,
    /// Whether the librarian is looking for a poem for it.
    asked: bool,
    /// What `poll` was told; `None` before the first time.
    registered: Option<Interest>,
}

/// What is to be done for a guest.
pub(crate) enum Step {
    /// Wait for its next event, or for the librarian.
    Wait,
    /// Ask the librarian for this poem.
    Ask(String),
    /// It has all that it wanted.
    Leave,
}
// ANCHOR_END: guest

impl Guest {
    pub(crate) fn new(stream: TcpStream) -> Guest {
        Guest {
            stream,
            lines: Lines::new(LONGEST_NAME),
            queue: WriteQueue::new(LONGEST_ANSWER),
            asked: false,
            registered: None,
        }
    }

    // ANCHOR: go-on
    /// Does what can be done now. Never waits.
    pub(crate) fn go_on(
        &mut self,
        answer: Option<Answer>,
    ) -> Result<Step, Box<dyn Error>> {
        if let Some(answer) = answer {
            self.asked = false;
            self.queue.push(&answer)?;
        }
        self.queue.write_to(&mut self.stream)?;
        // One poem after the other: who doesn't read its answer is not heard.
        while self.queue.is_empty() && !self.asked {
            if let Some(name) = self.lines.next_frame()? {
                self.asked = true;
                return Ok(Step::Ask(name));
            }
            let mut buffer = [0; 512];
            match self.stream.read(&mut buffer) {
                // The end may have cut a name: then it is no request.
                Ok(0) => return Ok(Step::Leave),
                Ok(count) => self.lines.feed(&buffer[..count]),
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock => break,
                    ErrorKind::Interrupted => {}
                    _ => return Err(error.into()),
                },
            }
        }
        Ok(Step::Wait)
    }
    // ANCHOR_END: go-on

    // ANCHOR: register
    /// Tells `poll` what the guest waits for, if that has changed.
    pub(crate) fn register(
        &mut self,
        registry: &Registry,
        token: Token,
    ) -> io::Result<()> {
        let interest = if self.queue.is_empty() {
            Interest::READABLE
        } else {
            Interest::READABLE | Interest::WRITABLE
        };
        match self.registered.replace(interest) {
            None => registry.register(&mut self.stream, token, interest),
            Some(old) if old == interest => Ok(()),
            Some(_) => registry.reregister(&mut self.stream, token, interest),
        }
    }
    // ANCHOR_END: register

    /// Before the guest is dropped.
    pub(crate) fn deregister(&mut self, registry: &Registry) -> io::Result<()> {
        match self.registered.take() {
            Some(_) => registry.deregister(&mut self.stream),
            None => Ok(()),
        }
    }
}
