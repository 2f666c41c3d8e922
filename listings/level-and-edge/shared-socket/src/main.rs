//! Two threads read messages from one socket, with one epoll instance.

use std::error::Error;
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use rustix::buffer::spare_capacity;
use rustix::event::Timespec;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::io::retry_on_intr;
use trace::{Task, Wait};

const HELP: &str = "\
Two threads wait for messages on one socket. Tells whether both were in the
middle of a message at once, and whether the messages were done in their order.

Usage: shared-socket [OPTIONS]

Options:
      --oneshot  Let an event disarm the socket until its reader rearms it
  -h, --help     Print this help
";

/// How many messages come, one byte each, with a pause before each.
const MESSAGES: u8 = 6;
const PAUSE: Duration = Duration::from_millis(40);
/// A message with an odd number takes longer than two pauses.
const LONG: Duration = Duration::from_millis(100);
const SHORT: Duration = Duration::from_millis(5);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let oneshot = arguments.flag("--oneshot");
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let Report { done, at_once } = share(oneshot)?;
    let yes = |it| if it { "yes" } else { "no" };
    let mut out = io::stdout();
    writeln!(out, "{} messages done", done.len())?;
    writeln!(out, "two at once: {}", yes(at_once > 1))?;
    writeln!(out, "in their order: {}", yes(done.is_sorted()))?;
    Ok(())
}

/// What has happened to the messages.
#[derive(Debug)]
struct Report {
    /// The messages, in the order in which they were done.
    done: Vec<u8>,
    /// How many threads were in the middle of a message at the same time.
    at_once: usize,
}

/// What both threads have.
#[derive(Debug)]
struct Shared {
    epoll: OwnedFd,
    stream: UnixStream,
    /// What the socket is registered with, and rearmed with.
    flags: EventFlags,
    done: Mutex<Vec<u8>>,
    busy: AtomicUsize,
    at_once: AtomicUsize,
    over: AtomicBool,
}

fn share(oneshot: bool) -> io::Result<Report> {
    let (stream, mut peer) = UnixStream::pair()?;
    stream.set_nonblocking(true)?;
    let mut flags = EventFlags::IN | EventFlags::ET;
    flags.set(EventFlags::ONESHOT, oneshot);
    let shared = Shared {
        epoll: epoll::create(CreateFlags::CLOEXEC)?,
        stream,
        flags,
        done: Mutex::default(),
        busy: AtomicUsize::new(0),
        at_once: AtomicUsize::new(0),
        over: AtomicBool::new(false),
    };
    epoll::add(&shared.epoll, &shared.stream, KEY, shared.flags)?;
    thread::scope(|scope| {
        let reader = |number: usize| {
            let (shared, task) =
                (&shared, Task::begin(format!("thread {number}")));
            scope.spawn(move || shared.work(&task))
        };
        let readers = [reader(1), reader(2)];
        for message in 1..=MESSAGES {
            thread::sleep(PAUSE);
            peer.write_all(&[message])?;
        }
        drop(peer);
        for reader in readers {
            reader.join().map_err(|_| io::Error::other("a panic"))??;
        }
        Ok::<_, io::Error>(())
    })?;
    let at_once = shared.at_once.into_inner();
    let done = shared.done.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(Report { done, at_once })
}

const KEY: EventData = EventData::new_u64(0);

/// Nobody wakes the other thread at the end: it looks by itself.
const LOOK: Timespec = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };

impl Shared {
    // ANCHOR: work
    /// What each of the two threads does.
    fn work(&self, task: &Task) -> io::Result<()> {
        let oneshot = self.flags.contains(EventFlags::ONESHOT);
        let mut events = Vec::with_capacity(1);
        task.wait(Wait::Socket("epoll"));
        while !self.over.load(Ordering::Relaxed) {
            events.clear();
            retry_on_intr(|| {
                let room = spare_capacity(&mut events);
                epoll::wait(&self.epoll, room, Some(&LOOK))
            })?;
            if events.is_empty() {
                continue;
            }
            task.run();
            self.drain()?;
            if oneshot {
                // Last: from here on the other thread may be in `drain`.
                epoll::modify(&self.epoll, &self.stream, KEY, self.flags)?;
            }
            task.wait(Wait::Socket("epoll"));
        }
        task.end();
        Ok(())
    }
    // ANCHOR_END: work

    /// Reads message after message, until there is none.
    fn drain(&self) -> io::Result<()> {
        let mut message = [0];
        loop {
            match (&self.stream).read(&mut message) {
                Ok(0) => {
                    self.over.store(true, Ordering::Relaxed);
                    return Ok(());
                }
                Ok(_) => self.handle(message[0]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    return Ok(());
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn handle(&self, message: u8) {
        let busy = self.busy.fetch_add(1, Ordering::Relaxed) + 1;
        self.at_once.fetch_max(busy, Ordering::Relaxed);
        thread::sleep(if message % 2 == 1 { LONG } else { SHORT });
        self.busy.fetch_sub(1, Ordering::Relaxed);
        let done = self.done.lock();
        done.unwrap_or_else(PoisonError::into_inner).push(message);
    }
}

#[cfg(test)]
mod tests;
