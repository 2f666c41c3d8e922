//! Fetches a poem with a time limit that is a file descriptor.

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::os::fd::OwnedFd;
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::io::retry_on_intr;
use rustix::time::{
    Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec,
    timerfd_create, timerfd_settime,
};
use watched_poem::{Found, Poem};

const HELP: &str = "\
Fetches a poem, and gives up when it is not whole after a while.

Usage: solution-timer-descriptor [OPTIONS] <HOST:PORT>

Arguments:
  <HOST:PORT>  The server

Options:
      --limit <MS>  How long the poem may take [default: 2000]
  -h, --help        Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let limit = arguments
        .milliseconds("--limit")?
        .unwrap_or(Duration::from_millis(2000));
    let [server] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs one server, as HOST:PORT"))?;
    let poem = fetch(Poem::connect(&server, "poem")?, limit)?;
    writeln!(io::stdout(), "{poem}")?;
    Ok(())
}

const POEM: u64 = 0;
const TIMER: u64 = 1;

/// The poem, if it is over in time.
fn fetch(mut poem: Poem, limit: Duration) -> io::Result<Poem> {
    let timer = timer(limit)?;
    let epoll = epoll::create(CreateFlags::CLOEXEC)?;
    let (key, flags) = (EventData::new_u64(POEM), EventFlags::IN);
    epoll::add(&epoll, &poem, key, flags | EventFlags::ET)?;
    epoll::add(&epoll, &timer, EventData::new_u64(TIMER), EventFlags::IN)?;
    let mut events = Vec::with_capacity(2);
    loop {
        events.clear();
        retry_on_intr(|| {
            epoll::wait(&epoll, spare_capacity(&mut events), None)
        })?;
        let is = |key| events.iter().any(|event| event.data.u64() == key);
        // The poem first: one that is whole at the last moment is whole.
        if is(POEM) {
            while let Found::Bytes(_) = poem.read(&mut [0; 512]) {}
            if poem.is_over() {
                return Ok(poem);
            }
        }
        if is(TIMER) {
            let message = format!("{poem}, and the time is over");
            return Err(io::Error::new(ErrorKind::TimedOut, message));
        }
    }
}

/// A descriptor that is readable when the time is over.
fn timer(limit: Duration) -> io::Result<OwnedFd> {
    let flags = TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC;
    let timer = timerfd_create(TimerfdClockId::Monotonic, flags)?;
    // Zero would switch the timer off.
    let limit = limit.max(Duration::from_nanos(1));
    let it_value = Timespec::try_from(limit)
        .map_err(|_| io::Error::other("the limit is too long"))?;
    let it_interval = Timespec { tv_sec: 0, tv_nsec: 0 };
    let once = Itimerspec { it_interval, it_value };
    timerfd_settime(&timer, TimerfdTimerFlags::empty(), &once)?;
    Ok(timer)
}

#[cfg(test)]
mod tests;
