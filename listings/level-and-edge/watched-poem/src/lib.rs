//! A poem whose socket somebody watches: what the clients of this chapter have in common.
//!
//! A [`Poem`] reads when it is told to, and never waits. The [`watchdog`] ends a client in which
//! nothing happens any more.

pub mod watchdog;

use std::fmt;
use std::io::{self, ErrorKind, Read};
use std::net::TcpStream;
use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, Instant};

use rustix::io::ioctl_fionread;
use trace::{Task, Wait};

/// A poem on its way.
#[derive(Debug)]
pub struct Poem {
    server: String,
    stream: TcpStream,
    bytes: Vec<u8>,
    /// How it ended, and after what time; `None` while it is under way.
    end: Option<(io::Result<()>, Duration)>,
    begin: Instant,
    task: Task,
}

/// What a read has found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// So many bytes, at least one.
    Bytes(usize),
    /// No byte at the moment.
    NotYet,
    /// The poem is over: whole, or lost.
    End,
}

impl Poem {
    /// Connects, and makes the socket non-blocking. `name` is what a figure calls the poem.
    pub fn connect(server: &str, name: &str) -> io::Result<Poem> {
        let task = Task::begin(name);
        let begin = Instant::now();
        // The servers of this chapter are on this machine: connecting to them takes no time.
        let stream = TcpStream::connect(server)?;
        stream.set_nonblocking(true)?;
        task.wait(Wait::Socket("event"));
        let server = server.to_string();
        Ok(Poem { server, stream, bytes: Vec::new(), end: None, begin, task })
    }

    // ANCHOR: read
    /// Reads once, as many bytes as `buffer` has room for. Never waits.
    pub fn read(&mut self, buffer: &mut [u8]) -> Found {
        self.task.run();
        let found = match self.stream.read(buffer) {
            Ok(0) => self.end(Ok(())),
            Ok(count) => {
                self.bytes.extend_from_slice(&buffer[..count]);
                Found::Bytes(count)
            }
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock => Found::NotYet,
                ErrorKind::Interrupted => return self.read(buffer),
                _ => self.end(Err(error)),
            },
        };
        self.note(found);
        found
    }
    // ANCHOR_END: read

    fn end(&mut self, how: io::Result<()>) -> Found {
        self.end = Some((how, self.begin.elapsed()));
        Found::End
    }

    /// For the recorder: a poem with bytes in the kernel could go on.
    fn note(&self, found: Found) {
        match found {
            Found::End => self.task.end(),
            Found::NotYet => self.task.wait(Wait::Socket("event")),
            Found::Bytes(_) if unread(&self.stream) > 0 => self.task.ready(),
            Found::Bytes(_) => self.task.wait(Wait::Socket("event")),
        }
    }

    /// Whether it is over: whole, or lost.
    pub fn is_over(&self) -> bool {
        self.end.is_some()
    }

    /// The bytes that have been read.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Another handle of its socket, for the watchdog.
    pub fn handle(&self) -> io::Result<watchdog::Watched> {
        let (name, stream) = (self.server.clone(), self.stream.try_clone()?);
        Ok(watchdog::Watched { name, stream })
    }
}

/// How many bytes have come and were not read. None, if the kernel does not say.
fn unread(stream: &TcpStream) -> u64 {
    ioctl_fionread(stream).unwrap_or(0)
}

impl AsFd for Poem {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.stream.as_fd()
    }
}

/// "127.0.0.1:10001: 215 bytes in 504.1 ms".
impl fmt::Display for Poem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.server)?;
        match &self.end {
            Some((Ok(()), time)) => {
                let ms = time.as_secs_f64() * 1000.0;
                write!(f, "{} bytes in {ms:.1} ms", self.bytes.len())
            }
            Some((Err(error), _)) => error.fmt(f),
            None => write!(f, "{} bytes so far", self.bytes.len()),
        }
    }
}

#[cfg(test)]
mod tests;
