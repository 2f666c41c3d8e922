//! What it costs to ask for room that is always there.

use std::error::Error;
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use write_queue::WriteQueue;

const HELP: &str = "\
Asks ten questions, and waits for the answers with poll.

Usage: write-interest [--always]

Options:
  --always    Ask for room to write even if there is nothing to write
  -h, --help  Print this help
";

/// How long the peer thinks about an answer.
const THINKING: Duration = Duration::from_millis(50);
const QUESTIONS: usize = 10;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let always = arguments.flag("--always");
    if let Some(operand) = arguments.operands()?.first() {
        return Err(UsageError::new(format!(
            "takes no operands, and got {operand:?}"
        ))
        .into());
    }
    let (socket, peer) = UnixStream::pair()?;
    let answering = thread::spawn(move || answer(&peer, THINKING));
    let cpu = cpu_clock::process();
    let returns = talk(&socket, always)?;
    let cpu = (cpu_clock::process() - cpu).as_secs_f64() * 1000.0;
    answering.join().expect("the peer returns its errors")?;
    writeln!(
        io::stdout(),
        "{QUESTIONS} answers; poll returned {returns} times; \
         {cpu:.1} ms on a processor"
    )?;
    Ok(())
}

// ANCHOR: talk
/// Asks one question after the other; returns how often poll returned.
fn talk(mut socket: &UnixStream, always: bool) -> Result<u64, Box<dyn Error>> {
    socket.set_nonblocking(true)?;
    let mut queue = WriteQueue::new(64);
    let (mut answers, mut returns) = (0, 0);
    queue.push(b"?")?;
    while answers < QUESTIONS {
        let mut interest = PollFlags::IN;
        if always || !queue.is_empty() {
            interest |= PollFlags::OUT;
        }
        let mut list = [PollFd::new(socket, interest)];
        match poll(&mut list, None) {
            Err(Errno::INTR) => continue,
            result => result?,
        };
        returns += 1;
        let readiness = list[0].revents();
        if readiness.contains(PollFlags::OUT) {
            queue.write_to(&mut socket)?;
        }
        if readiness.contains(PollFlags::IN) && has_answer(socket)? {
            answers += 1;
            queue.push(b"?")?;
        }
    }
    Ok(returns)
}
// ANCHOR_END: talk

/// Whether there is an answer, which is taken.
fn has_answer(mut socket: &UnixStream) -> io::Result<bool> {
    match socket.read(&mut [0; 1]) {
        Ok(0) => Err(ErrorKind::UnexpectedEof.into()),
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(false),
        result => result.map(|_| true),
    }
}

/// A peer that thinks before each answer.
fn answer(mut peer: &UnixStream, thinking: Duration) -> io::Result<()> {
    for _ in 0..QUESTIONS {
        peer.read_exact(&mut [0; 1])?;
        thread::sleep(thinking);
        peer.write_all(b"!")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    fn returns(always: bool) -> u64 {
        within(Duration::from_secs(20), move || {
            let (socket, peer) = UnixStream::pair().unwrap();
            let answering = thread::spawn(move || answer(&peer, THINKING));
            let returns = talk(&socket, always).unwrap();
            answering.join().unwrap().unwrap();
            returns
        })
    }

    #[test]
    fn on_demand_poll_returns_when_there_is_something_to_do() {
        // One return for the question, one for the answer.
        assert_eq!(returns(false), 2 * QUESTIONS as u64);
    }

    #[test]
    fn who_always_asks_is_always_answered() {
        assert!(returns(true) > 10 * QUESTIONS as u64);
    }
}
