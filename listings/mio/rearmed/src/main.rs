//! Asks ten questions through mio, with three ways to choose the interest.

use std::error::Error;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};
use write_queue::WriteQueue;

const HELP: &str = "\
Asks a peer ten questions, one after the other, and counts how often poll returns.

Usage: rearmed [OPTIONS]

Options:
  --both      Register for reading and writing, once
  --again     Register for reading and writing, and again after each event
  -h, --help  Print this help
";

const QUESTIONS: usize = 10;
const QUESTION: &[u8] = b"and?";
const ANSWER: &[u8] = b"yes";

/// How long the peer thinks before it answers.
const THINKING: Duration = Duration::from_millis(50);

/// What the program is interested in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Reading; and writing while something waits to be written.
    Needed,
    Both,
    Again,
}

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let way = match (arguments.flag("--both"), arguments.flag("--again")) {
        (false, false) => Way::Needed,
        (true, false) => Way::Both,
        (false, true) => Way::Again,
        (true, true) => {
            return Err(UsageError::new("takes one of its options").into());
        }
    };
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let cpu = cpu_clock::process();
    let returns = ask_all(way)?;
    let cpu = (cpu_clock::process() - cpu).as_secs_f64() * 1000.0;
    writeln!(
        io::stdout(),
        "{QUESTIONS} answers; poll returned {returns} times; \
         {cpu:.1} ms on a processor"
    )?;
    Ok(())
}

/// Returns how often poll returned.
fn ask_all(way: Way) -> io::Result<usize> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let stream = TcpStream::connect(listener.local_addr()?)?;
    let (peer, _) = listener.accept()?;
    thread::scope(|scope| {
        let peer = scope.spawn(|| answer(peer));
        let returns = ask(stream, way);
        peer.join().expect("the peer returns its errors")?;
        returns
    })
}

/// What the peer does. It gives its socket back: closed, it would end the run.
fn answer(mut stream: std::net::TcpStream) -> io::Result<std::net::TcpStream> {
    stream.set_nodelay(true)?;
    let mut question = [0; QUESTION.len()];
    for _ in 0..QUESTIONS {
        stream.read_exact(&mut question)?;
        thread::sleep(THINKING);
        stream.write_all(ANSWER)?;
    }
    Ok(stream)
}

// ANCHOR: ask
fn ask(mut stream: TcpStream, way: Way) -> io::Result<usize> {
    let mut poll = Poll::new()?;
    let mut events = Events::with_capacity(8);
    let mut queue = WriteQueue::new(64);
    let both = Interest::READABLE | Interest::WRITABLE;
    poll.registry().register(&mut stream, Token(0), both)?;
    let mut current = both;
    let (mut bytes, mut asked, mut returns) = (0, 0, 0);
    while bytes < QUESTIONS * ANSWER.len() {
        poll.poll(&mut events, None)?;
        returns += 1;
        bytes += drain(&mut stream)?;
        if bytes == asked * ANSWER.len() && asked < QUESTIONS {
            queue.push(QUESTION).map_err(io::Error::other)?;
            asked += 1;
        }
        queue.write_to(&mut stream)?;
        let needed = if queue.is_empty() { Interest::READABLE } else { both };
        let wanted = if way == Way::Needed { needed } else { both };
        if wanted != current || way == Way::Again {
            poll.registry().reregister(&mut stream, Token(0), wanted)?;
            current = wanted;
        }
    }
    Ok(returns)
}
// ANCHOR_END: ask

/// How many bytes there were to read.
fn drain(stream: &mut TcpStream) -> io::Result<usize> {
    let mut bytes = 0;
    loop {
        match stream.read(&mut [0; 64]) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => bytes += count,
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock => return Ok(bytes),
                ErrorKind::Interrupted => {}
                _ => return Err(error),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    fn returns(way: Way) -> usize {
        within(Duration::from_secs(20), move || ask_all(way).unwrap())
    }

    #[test]
    fn a_registration_for_both_does_not_spin() {
        for way in [Way::Needed, Way::Both] {
            let returns = returns(way);
            // Each answer, the first event, and what may be spurious.
            assert!((11..=22).contains(&returns), "{way:?}: {returns}");
        }
    }

    #[test]
    fn a_new_registration_after_each_event_spins() {
        assert!(returns(Way::Again) > 100);
    }

    #[test]
    fn only_one_option_is_taken() {
        let error = run(Arguments::new(["--both", "--again"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
