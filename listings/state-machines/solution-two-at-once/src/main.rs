//! Fetches poems in one thread, at most two at once.

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::net::ToSocketAddrs;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Instant;

use arguments::{Arguments, UsageError};
use fetch_machine::{Fetch, Progress};
use mio::{Events, Poll, Token};
use solution_two_at_once::{Limited, Turnstile};

const HELP: &str = "\
Fetches poems in one thread, at most two at once.

Usage: solution-two-at-once <HOST:PORT>...

Arguments:
  <HOST:PORT>...  The servers, one for each poem

Options:
  -h, --help      Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let servers = arguments.text_operands()?;
    if servers.is_empty() {
        return Err(
            UsageError::new("needs at least one server, as HOST:PORT").into()
        );
    }
    Ok(fetch_all(&servers, &mut io::stdout())?)
}

fn fetch_all(servers: &[String], out: &mut impl Write) -> io::Result<()> {
    let begin = Instant::now();
    let mut poll = Poll::new()?;
    let registry = Rc::new(poll.registry().try_clone()?);
    let turnstile = Turnstile::new(2);
    let mut poems = Vec::new();
    for (number, server) in servers.iter().enumerate() {
        let address = server.to_socket_addrs()?.next();
        let address = address.ok_or(ErrorKind::AddrNotAvailable)?;
        let fetch = Fetch::new(address, &registry, Token(number));
        poems.push(Some(Limited::new(fetch, &turnstile)));
    }
    let mut events = Events::with_capacity(64);
    let mut due: Vec<usize> = (0..poems.len()).collect();
    while poems.iter().any(Option::is_some) {
        while let Some(number) = due.pop() {
            let Some(poem) = &mut poems[number] else { continue };
            let Progress::Done(result) = poem.step() else { continue };
            poems[number] = None;
            // It has given its permit back. No event tells the others.
            due.extend((0..poems.len()).rev());
            let ms = begin.elapsed().as_secs_f64() * 1000.0;
            let end = match result {
                Ok(poem) => format!("{} bytes", poem.len()),
                Err(error) => error.to_string(),
            };
            writeln!(out, "{}: {ms:.1} ms, {end}", servers[number])?;
        }
        if poems.iter().all(Option::is_none) {
            break;
        }
        match poll.poll(&mut events, None) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            result => result?,
        }
        due.extend(events.iter().map(|event| event.token().0));
    }
    Ok(())
}

#[cfg(test)]
mod main_tests;
