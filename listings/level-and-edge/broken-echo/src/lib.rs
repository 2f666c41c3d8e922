//! An echo that stops in the middle, if enough has come: to be mended.
//!
//! `cargo test -p broken-echo -- --ignored` fails until it is.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;

use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::io::retry_on_intr;

/// A peer that does not read makes us keep at most so many bytes for it.
pub const LIMIT: usize = 16 * 1024;

// ANCHOR: echo
/// Sends back what comes, until the peer has ended and has got everything.
/// The stream must be non-blocking.
pub fn echo(stream: &TcpStream) -> io::Result<()> {
    let epoll = epoll::create(CreateFlags::CLOEXEC)?;
    let both = EventFlags::IN | EventFlags::OUT | EventFlags::ET;
    epoll::add(&epoll, stream, EventData::new_u64(0), both)?;
    let mut pending = VecDeque::new();
    let mut events = Vec::with_capacity(1);
    let mut ended = false;
    while !ended || !pending.is_empty() {
        events.clear();
        retry_on_intr(|| {
            epoll::wait(&epoll, spare_capacity(&mut events), None)
        })?;
        for event in &events {
            let flags = event.flags;
            if flags.contains(EventFlags::IN) {
                ended = receive(stream, &mut pending)?;
            }
            if flags.contains(EventFlags::OUT) {
                send(stream, &mut pending)?;
            }
        }
    }
    Ok(())
}
// ANCHOR_END: echo

/// Reads until there is nothing, or as much as may be pending. Returns
/// whether the peer has ended.
fn receive(
    mut stream: &TcpStream,
    pending: &mut VecDeque<u8>,
) -> io::Result<bool> {
    let mut buffer = [0; 1024];
    while pending.len() < LIMIT {
        let room = buffer.len().min(LIMIT - pending.len());
        match stream.read(&mut buffer[..room]) {
            Ok(0) => return Ok(true),
            Ok(count) => pending.extend(&buffer[..count]),
            Err(error) => return not_yet(error).map(|()| false),
        }
    }
    Ok(false)
}

/// Writes until nothing is pending, or until the kernel takes no more.
fn send(mut stream: &TcpStream, pending: &mut VecDeque<u8>) -> io::Result<()> {
    while !pending.is_empty() {
        match stream.write(pending.as_slices().0) {
            Ok(count) => drop(pending.drain(..count)),
            Err(error) => return not_yet(error),
        }
    }
    Ok(())
}

fn not_yet(error: io::Error) -> io::Result<()> {
    if error.kind() == ErrorKind::WouldBlock { Ok(()) } else { Err(error) }
}

#[cfg(test)]
mod check;
#[cfg(test)]
mod tests;
