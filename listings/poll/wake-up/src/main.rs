//! Ends the waiting of a thread in poll from another thread.

use std::error::Error;
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

const HELP: &str = "\
Waits for a socket with poll, for a second at most. After 300 ms, another thread puts a
message into a channel, and wakes the first one.

Usage: wake-up [--silent]

Options:
  --silent    Put the message into the channel, and wake nobody
  -h, --help  Print this help
";

const PAUSE: Duration = Duration::from_millis(300);
const PATIENCE: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let silent = arguments.flag("--silent");
    if let Some(operand) = arguments.operands()?.first() {
        return Err(UsageError::new(format!(
            "takes no operands, and got {operand:?}"
        ))
        .into());
    }
    let begin = Instant::now();
    let (ready, message) = wait_for_message(silent)?;
    writeln!(
        io::stdout(),
        "after {:.1} ms: {ready} ready, and the message {message:?}",
        begin.elapsed().as_secs_f64() * 1000.0
    )?;
    Ok(())
}

/// How many entries poll called ready, and the message that was there then.
fn wait_for_message(
    silent: bool,
) -> Result<(usize, &'static str), Box<dyn Error>> {
    let (socket, _peer) = UnixStream::pair()?;
    let (ear, waker) = UnixStream::pair()?;
    ear.set_nonblocking(true)?;
    waker.set_nonblocking(true)?;
    let (sender, inbox) = mpsc::channel();
    thread::scope(|scope| {
        let other = scope.spawn(|| {
            thread::sleep(PAUSE);
            tell(&sender, (!silent).then_some(&waker))
        });
        let found = wait(&socket, &ear, &inbox);
        other.join().expect("the other thread returns its errors")?;
        found
    })
}

// ANCHOR: wake
/// What another thread does: first the message, then the byte that wakes.
fn tell(
    sender: &Sender<&'static str>,
    waker: Option<&UnixStream>,
) -> io::Result<()> {
    sender.send("enough").map_err(io::Error::other)?;
    let Some(mut waker) = waker else { return Ok(()) };
    match waker.write(&[0]) {
        // It is full of bytes that wake: one more would change nothing.
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(()),
        result => result.map(|_| ()),
    }
}

fn wait(
    socket: &UnixStream,
    mut ear: &UnixStream,
    inbox: &Receiver<&'static str>,
) -> Result<(usize, &'static str), Box<dyn Error>> {
    let mut list =
        [PollFd::new(socket, PollFlags::IN), PollFd::new(&ear, PollFlags::IN)];
    let ready = poll(&mut list, Some(&Timespec::try_from(PATIENCE)?))?;
    if list[1].revents().contains(PollFlags::IN) {
        // Else poll would tell of the same bytes the next time. They are
        // taken before the channel is looked at: what comes after that wakes.
        while ear.read(&mut [0; 64]).is_ok_and(|count| count > 0) {}
    }
    Ok((ready, inbox.try_recv()?))
}
// ANCHOR_END: wake

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    fn ready(silent: bool) -> usize {
        within(Duration::from_secs(20), move || {
            let (ready, message) = wait_for_message(silent).unwrap();
            assert_eq!(message, "enough");
            ready
        })
    }

    #[test]
    fn the_byte_ends_the_waiting() {
        assert_eq!(ready(false), 1);
    }

    #[test]
    fn a_channel_does_not() {
        assert_eq!(ready(true), 0);
    }

    #[test]
    fn a_waker_that_is_full_wakes_all_the_same() {
        let (_ear, waker) = UnixStream::pair().unwrap();
        waker.set_nonblocking(true).unwrap();
        while (&waker).write(&[0; 4096]).is_ok() {}
        let (sender, _inbox) = mpsc::channel();
        tell(&sender, Some(&waker)).unwrap();
    }
}
