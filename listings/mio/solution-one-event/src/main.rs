//! How many events a call returns, for several capacities.

use std::error::Error;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};

const HELP: &str = "\
Ten sockets have a byte each. Asks mio for events until there are none, with space for one
event, for four, and for sixteen.

Usage: solution-one-event

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    for capacity in [1, 4, 16] {
        let calls: Vec<usize> =
            batches(capacity)?.iter().map(Vec::len).collect();
        writeln!(io::stdout(), "space for {capacity}: {calls:?}")?;
    }
    Ok(())
}

/// The sockets of each call that returned any.
fn batches(capacity: usize) -> io::Result<Vec<Vec<usize>>> {
    let mut poll = Poll::new()?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let mut sockets = Vec::new();
    for number in 0..10 {
        let stream = std::net::TcpStream::connect(listener.local_addr()?)?;
        let (mut peer, _) = listener.accept()?;
        peer.write_all(b"x")?;
        // The byte is there before the first call.
        stream.peek(&mut [0])?;
        stream.set_nonblocking(true)?;
        let mut stream = TcpStream::from_std(stream);
        let token = Token(number);
        poll.registry().register(&mut stream, token, Interest::READABLE)?;
        sockets.push((stream, peer));
    }
    let mut events = Events::with_capacity(capacity);
    let mut batches: Vec<Vec<usize>> = Vec::new();
    while batches.iter().map(Vec::len).sum::<usize>() < sockets.len() {
        // An event that is lost would end this by an error, not by a hang.
        poll.poll(&mut events, Some(Duration::from_secs(5)))?;
        if events.is_empty() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        batches.push(events.iter().map(|event| event.token().0).collect());
    }
    Ok(batches)
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    #[test]
    fn each_socket_is_told_once_whatever_the_space() {
        for (capacity, calls) in [(1, 10), (4, 3), (16, 1)] {
            let limit = Duration::from_secs(20);
            let batches = within(limit, move || batches(capacity).unwrap());
            assert_eq!(batches.len(), calls);
            let mut told = batches.concat();
            told.sort();
            assert_eq!(told, Vec::from_iter(0..10));
        }
    }

    #[test]
    fn operands_are_refused() {
        assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
    }
}
