//! Fetches several poems in one thread that waits with epoll.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::io::retry_on_intr;
use trace::{Task, Wait};
use watched_poem::Poem;
use watched_poem::watchdog::{Collar, watch};

const HELP: &str = "\
Fetches several poems in one thread, which waits for all of them with epoll.

Usage: epoll-client [OPTIONS] <HOST:PORT>...

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

// ANCHOR: fetch-all
fn fetch_all(
    mut poems: Vec<Poem>,
    collar: &Collar,
    out: &mut impl Write,
) -> io::Result<Vec<Poem>> {
    let task = Task::begin("the loop");
    let epoll = epoll::create(CreateFlags::CLOEXEC)?;
    for (index, poem) in (0..).zip(&poems) {
        let key = EventData::new_u64(index);
        epoll::add(&epoll, poem, key, EventFlags::IN)?;
    }
    let mut under_way = poems.len();
    let mut events = Vec::with_capacity(16);
    while under_way > 0 {
        task.wait(Wait::Socket("epoll"));
        events.clear();
        retry_on_intr(|| {
            epoll::wait(&epoll, spare_capacity(&mut events), None)
        })?;
        task.ready();
        for event in &events {
            collar.sign();
            let poem = &mut poems[event.data.u64() as usize];
            go_on(poem);
            if poem.is_over() {
                epoll::delete(&epoll, &*poem)?;
                under_way -= 1;
                writeln!(out, "{poem}")?;
            }
        }
    }
    task.end();
    Ok(poems)
}
// ANCHOR_END: fetch-all

/// What an event is answered with: one read.
fn go_on(poem: &mut Poem) {
    poem.read(&mut [0; BUFFER]);
}

#[cfg(test)]
mod tests;
