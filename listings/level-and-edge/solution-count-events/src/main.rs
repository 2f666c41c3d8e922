//! Counts events and reads, by level and by edge.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::io::retry_on_intr;

const HELP: &str = "\
Receives ten messages, one after another, with a buffer of 100 bytes, and counts the
calls that it takes.

Usage: solution-count-events [OPTIONS]

Options:
      --bytes <N>  The length of a message [default: 1000]
  -h, --help       Print this help
";

const MESSAGES: usize = 10;
const BUFFER: usize = 100;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let bytes = arguments.option("--bytes", "a number")?.unwrap_or(1000);
    if bytes == 0 {
        return Err(UsageError::new("a message needs a byte").into());
    }
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let (level, edge) = (EventFlags::IN, EventFlags::IN | EventFlags::ET);
    let mut out = io::stdout();
    writeln!(out, "level, one read:  {}", receive(level, false, bytes)?)?;
    writeln!(out, "level, draining:  {}", receive(level, true, bytes)?)?;
    writeln!(out, "edge, draining:   {}", receive(edge, true, bytes)?)?;
    Ok(())
}

/// How many calls it took.
#[derive(Debug, Default, PartialEq, Eq)]
struct Calls {
    waits: usize,
    reads: usize,
}

impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Calls { waits, reads } = self;
        write!(f, "{waits} waits and {reads} reads, {} calls", waits + reads)
    }
}

/// Receives each message before the next one is sent.
fn receive(flags: EventFlags, drain: bool, bytes: usize) -> io::Result<Calls> {
    let (mut stream, mut peer) = UnixStream::pair()?;
    stream.set_nonblocking(true)?;
    let epoll = epoll::create(CreateFlags::CLOEXEC)?;
    epoll::add(&epoll, &stream, EventData::new_u64(0), flags)?;
    let mut calls = Calls::default();
    let mut events = Vec::with_capacity(1);
    for _ in 0..MESSAGES {
        peer.write_all(&vec![0; bytes])?;
        let mut left = bytes;
        while left > 0 {
            events.clear();
            retry_on_intr(|| {
                epoll::wait(&epoll, spare_capacity(&mut events), None)
            })?;
            calls.waits += 1;
            loop {
                calls.reads += 1;
                match stream.read(&mut [0; BUFFER]) {
                    Ok(count) => left -= count,
                    Err(error) if error.kind() == ErrorKind::WouldBlock => {
                        break;
                    }
                    Err(error) => return Err(error),
                }
                if !drain {
                    break;
                }
            }
        }
    }
    Ok(calls)
}

#[cfg(test)]
mod tests;
