//! Fetches poems by epoll or by kqueue.

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use selector::Selector;
use trace::{Task, Wait};
use watched_poem::watchdog::{Collar, watch};
use watched_poem::{Found, Poem};

const HELP: &str = "\
Fetches several poems with epoll or kqueue, whichever the system has.

Usage: selector-client [OPTIONS] <HOST:PORT>...

Arguments:
  <HOST:PORT>...  The servers, one for each poem

Options:
      --forgive   If nothing happens for 2 s, end as if all were well
  -h, --help      Print this help
";

const PATIENCE: Duration = Duration::from_secs(2);

/// Small, so that one piece of a poem takes several reads.
const BUFFER: usize = 32;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let forgive = arguments.flag("--forgive");
    let servers = arguments.text_operands()?;
    if servers.is_empty() {
        return Err(
            UsageError::new("needs at least one server, as HOST:PORT").into()
        );
    }
    let poems = connect_all(&servers)?;
    let handles: io::Result<Vec<_>> = poems.iter().map(Poem::handle).collect();
    let fetch = |collar: &Collar| fetch_all(poems, collar, &mut io::stdout());
    match watch(PATIENCE, handles?, fetch) {
        Ok(fetched) => fetched.map(|_| ()).map_err(Into::into),
        Err(_) if forgive => Ok(()),
        Err(bite) => Err(bite.into()),
    }
}

fn connect_all(servers: &[String]) -> io::Result<Vec<Poem>> {
    let connect = |(number, server): (usize, &String)| {
        Poem::connect(server, &format!("poem {number}"))
            .map_err(|error| io::Error::other(format!("{server}: {error}")))
    };
    (1..).zip(servers).map(connect).collect()
}

fn fetch_all(
    mut poems: Vec<Poem>,
    collar: &Collar,
    out: &mut impl Write,
) -> io::Result<Vec<Poem>> {
    let task = Task::begin("the loop");
    let mut selector = Selector::new()?;
    for (index, poem) in (0..).zip(&poems) {
        selector.watch(poem, index)?;
    }
    let mut under_way = poems.len();
    while under_way > 0 {
        task.wait(Wait::Socket("event"));
        let events: Vec<_> = match selector.wait(None) {
            Ok(events) => events.collect(),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        task.ready();
        for event in events.iter().filter(|event| event.readable) {
            collar.sign();
            let poem = &mut poems[event.key as usize];
            if poem.is_over() {
                continue; // A second event, in the batch of the last one.
            }
            go_on(poem);
            if poem.is_over() {
                selector.forget(&*poem)?;
                under_way -= 1;
                writeln!(out, "{poem}")?;
            }
        }
    }
    task.end();
    Ok(poems)
}

/// What an event is answered with: reads, until one finds nothing.
fn go_on(poem: &mut Poem) {
    while let Found::Bytes(_) = poem.read(&mut [0; BUFFER]) {}
}

#[cfg(test)]
mod tests;
