//! An event that arrives at the wrong connection.

mod table;

use std::error::Error;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, AsRawFd, RawFd};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, Event, EventData, EventFlags};
use rustix::io::retry_on_intr;
use table::{Key, Table};

const HELP: &str = "\
Two connections have an event in the same batch. The first event closes the second
connection, and opens a new one in its place.

Usage: stale-event [OPTIONS]

Options:
      --generations  Give each connection a key that no other has had
  -h, --help         Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let generations = arguments.flag("--generations");
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    show(generations, &mut io::stdout())?;
    Ok(())
}

/// Returns whether the new connection has survived.
fn show(generations: bool, out: &mut impl Write) -> io::Result<bool> {
    let epoll = epoll::create(CreateFlags::CLOEXEC)?;
    let mut table = Table::new(generations);
    let watch = |table: &mut Table| -> io::Result<UnixStream> {
        let (ours, peer) = UnixStream::pair()?;
        let key = table.insert(ours);
        let data = EventData::new_u64(key.0);
        let ours = table.get(key).expect("it was inserted a moment ago");
        epoll::add(&epoll, ours, data, EventFlags::IN)?;
        Ok(peer)
    };
    let (mut first_peer, second_peer) =
        (watch(&mut table)?, watch(&mut table)?);
    first_peer.write_all(b"x")?;
    drop(second_peer);

    // ANCHOR: batch
    let mut new_peer = None;
    for event in batch(&epoll)? {
        // Copied: the fields of a packed struct can't be borrowed.
        let (key, flags) = (Key(event.data.u64()), event.flags);
        let Some(stream) = table.get(key) else {
            writeln!(out, "{key}: nobody has this key any more")?;
            continue;
        };
        if flags.contains(EventFlags::HUP) {
            writeln!(out, "{key}: hung up, so it is closed")?;
            table.remove(key);
            continue;
        }
        stream.read_exact(&mut [0])?;
        writeln!(out, "{key}: \"Connect again, in place of slot 1\"")?;
        let before = descriptor(&mut table, 1);
        table.remove(table.key_of(1));
        new_peer = Some(watch(&mut table)?);
        let same = before == descriptor(&mut table, 1);
        let which = if same { "the same" } else { "another" };
        let new = table.key_of(1);
        writeln!(out, "{new}: a new connection, {which} descriptor")?;
    }
    // ANCHOR_END: batch

    let mut new_peer = new_peer.expect("the first event has made one");
    let alive = new_peer.write_all(b"hello");
    match &alive {
        Ok(()) => writeln!(out, "the new connection is well")?,
        Err(error) => writeln!(out, "the new connection: {error}")?,
    }
    Ok(alive.is_ok())
}

fn descriptor(table: &mut Table, slot: usize) -> Option<RawFd> {
    table.get(table.key_of(slot)).map(|stream| stream.as_raw_fd())
}

/// The events that are there.
fn batch(epoll: impl AsFd) -> io::Result<Vec<Event>> {
    let mut events = Vec::with_capacity(16);
    retry_on_intr(|| {
        epoll::wait(epoll.as_fd(), spare_capacity(&mut events), None)
    })?;
    Ok(events)
}

#[cfg(test)]
mod tests;
