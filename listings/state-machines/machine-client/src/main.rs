//! Fetches several poems in one thread, each by a state machine.

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::net::ToSocketAddrs;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use fetch_machine::{Fetch, Progress};
use mio::{Events, Poll, Registry, Token};
use trace::{Task, Wait};

const HELP: &str = "\
Fetches several poems in one thread, each by a state machine.

Usage: machine-client <HOST:PORT>...

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
    let fetched = fetch_all(&servers, &mut io::stdout())?;
    match servers.len() - fetched {
        0 => Ok(()),
        missing => {
            Err(format!("{missing} of {} poems missing", servers.len()).into())
        }
    }
}

/// A poem that is not over: its machine, and its lane in the figure.
struct Running {
    fetch: Fetch,
    task: Task,
}

/// Returns how many poems came.
fn fetch_all(servers: &[String], out: &mut impl Write) -> io::Result<usize> {
    let begin = Instant::now();
    let lane = Task::begin("loop");
    let mut poll = Poll::new()?;
    let registry = Rc::new(poll.registry().try_clone()?);
    let mut poems = begin_all(servers, &registry)?;
    let mut events = Events::with_capacity(64);
    let mut fetched = 0;
    // ANCHOR: loop
    // Nothing has happened yet, and nothing would: each has its first step.
    let mut due: Vec<usize> = (0..poems.len()).collect();
    loop {
        for number in due.drain(..) {
            let Some(poem) = &mut poems[number] else { continue };
            poem.task.run();
            match poem.fetch.step() {
                Progress::NotYet => poem.task.wait(Wait::Socket("poem")),
                Progress::Done(result) => {
                    poem.task.end();
                    poems[number] = None;
                    fetched += usize::from(result.is_ok());
                    let end = told(result);
                    let (server, time) = (&servers[number], begin.elapsed());
                    writeln!(out, "{server}: {}, {end}", ms(time))?;
                }
            }
        }
        if poems.iter().all(Option::is_none) {
            break;
        }
        lane.run();
        lane.wait(Wait::Socket("poll"));
        match poll.poll(&mut events, None) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            result => result?,
        }
        due.extend(events.iter().map(|event| event.token().0));
    }
    // ANCHOR_END: loop
    lane.end();
    writeln!(out, "all: {}", ms(begin.elapsed()))?;
    Ok(fetched)
}

/// A machine for each poem. None has begun to connect.
fn begin_all(
    servers: &[String],
    registry: &Rc<Registry>,
) -> io::Result<Vec<Option<Running>>> {
    let machine = |(number, server): (usize, &String)| {
        // A name is looked up here, and that may take its time.
        let address = server.to_socket_addrs()?.next();
        let address = address.ok_or(ErrorKind::AddrNotAvailable)?;
        let fetch = Fetch::new(address, registry, Token(number));
        let task = Task::begin(format!("poem {}", number + 1));
        Ok(Some(Running { fetch, task }))
    };
    servers.iter().enumerate().map(machine).collect()
}

/// "215 bytes", or what went wrong.
fn told(result: io::Result<Vec<u8>>) -> String {
    match result {
        Ok(poem) => format!("{} bytes", poem.len()),
        Err(error) => error.to_string(),
    }
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests;
