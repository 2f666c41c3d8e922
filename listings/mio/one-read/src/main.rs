//! Fetches several poems in one thread, through mio, one read for each event.

mod poem;

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use mio::{Events, Interest, Poll, Token};
use poem::Poem;
use trace::{Task, Wait};

const HELP: &str = "\
Fetches several poems in one thread, through mio, with one read for each event.

Usage: one-read [OPTIONS] <HOST:PORT>...

Arguments:
  <HOST:PORT>...   The servers, one for each poem

Options:
  --patience <MS>  Give up when nothing comes for so long [default: 5000]
  -h, --help       Print this help
";

const DEFAULT_PATIENCE: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let patience =
        arguments.milliseconds("--patience")?.unwrap_or(DEFAULT_PATIENCE);
    let servers = arguments.text_operands()?;
    if servers.is_empty() {
        return Err(
            UsageError::new("needs at least one server, as HOST:PORT").into()
        );
    }
    let out = &mut io::stdout();
    let fetched = fetch_all(&servers, patience, out)?;
    writeln!(out, "{fetched} of {} poems came", servers.len())?;
    Ok(())
}

/// Returns how many poems came.
fn fetch_all(
    servers: &[String],
    patience: Duration,
    out: &mut impl Write,
) -> io::Result<usize> {
    let (begin, cpu) = (Instant::now(), cpu_clock::process());
    let lane = Task::begin("loop");
    let mut poll = Poll::new()?;
    let mut events = Events::with_capacity(64);
    let mut poems = request_all(servers, &poll, out)?;
    let mut fetched = 0;
    while poems.iter().any(Option::is_some) {
        lane.run();
        lane.wait(Wait::Socket("poll"));
        match poll.poll(&mut events, Some(patience)) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            result => result?,
        }
        if events.is_empty() {
            writeln!(out, "nothing comes any more")?;
            break;
        }
        for event in &events {
            let Token(number) = event.token();
            let Some(poem) = &mut poems[number] else { continue };
            poem.on_event();
        }
        for (slot, server) in poems.iter_mut().zip(servers) {
            let over = slot.take_if(|poem| poem.end.is_some());
            let Some(mut poem) = over else { continue };
            poll.registry().deregister(&mut poem.stream)?;
            writeln!(out, "{server}: {}, {poem}", ms(begin.elapsed()))?;
            fetched += usize::from(matches!(poem.end, Some(Ok(()))));
        }
    }
    lane.end();
    let (all, cpu) = (begin.elapsed(), cpu_clock::process() - cpu);
    writeln!(out, "all: {}, {} of it on a processor", ms(all), ms(cpu))?;
    Ok(fetched)
}

/// The poems whose servers can be reached; the others are `None`.
fn request_all(
    servers: &[String],
    poll: &Poll,
    out: &mut impl Write,
) -> io::Result<Vec<Option<Poem>>> {
    let number = |number: usize| Task::begin(format!("poem {number}"));
    let tasks: Vec<Task> = (1..=servers.len()).map(number).collect();
    let mut poems = Vec::new();
    for (number, server) in servers.iter().enumerate() {
        let task = tasks[number].clone();
        let poem = match Poem::request(server, task) {
            Ok(mut poem) => {
                poll.registry().register(
                    &mut poem.stream,
                    Token(number),
                    Interest::READABLE | Interest::WRITABLE,
                )?;
                Some(poem)
            }
            // One server that is down is no reason to miss the others.
            Err(error) => {
                writeln!(out, "{server}: {error}")?;
                None
            }
        };
        poems.push(poem);
    }
    Ok(poems)
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests;
