//! Fetches several poems in one thread, through mio, with a deadline for each.

mod poem;

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use mio::event::Event;
use mio::{Events, Interest, Poll, Token};
use poem::Poem;
use trace::{Task, Wait};

const HELP: &str = "\
Fetches several poems in one thread, through mio.

Usage: mio-client [OPTIONS] <HOST:PORT>...

Arguments:
  <HOST:PORT>...   The servers, one for each poem

Options:
  --patience <MS>  Give up a poem of which nothing comes for so long [default: 5000]
  --events         Print each event
  -h, --help       Print this help
";

const DEFAULT_PATIENCE: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let patience =
        arguments.milliseconds("--patience")?.unwrap_or(DEFAULT_PATIENCE);
    let events = arguments.flag("--events");
    let servers = arguments.text_operands()?;
    if servers.is_empty() {
        return Err(
            UsageError::new("needs at least one server, as HOST:PORT").into()
        );
    }
    let fetched = fetch_all(&servers, patience, events, &mut io::stdout())?;
    match servers.len() - fetched {
        0 => Ok(()),
        missing => {
            Err(format!("{missing} of {} poems missing", servers.len()).into())
        }
    }
}

/// Returns how many poems came.
fn fetch_all(
    servers: &[String],
    patience: Duration,
    print_events: bool,
    out: &mut impl Write,
) -> io::Result<usize> {
    let (begin, cpu) = (Instant::now(), cpu_clock::process());
    let lane = Task::begin("loop");
    let mut poll = Poll::new()?;
    let mut events = Events::with_capacity(64);
    let mut poems = request_all(servers, patience, &poll, out)?;
    let mut fetched = 0;
    // ANCHOR: loop
    while let Some(deadline) = next_deadline(&poems) {
        lane.run();
        lane.wait(Wait::Socket("poll"));
        let timeout = deadline.saturating_duration_since(Instant::now());
        match poll.poll(&mut events, Some(timeout)) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            result => result?,
        }
        for event in &events {
            let Token(number) = event.token();
            let Some(poem) = &mut poems[number] else { continue };
            if print_events {
                writeln!(out, "poem {}: {}", number + 1, flags(event))?;
            }
            poem.on_event();
        }
        let now = Instant::now();
        for (slot, server) in poems.iter_mut().zip(servers) {
            let over = slot.take_if(|poem| poem.is_over(now));
            let Some(mut poem) = over else { continue };
            poll.registry().deregister(&mut poem.stream)?;
            writeln!(out, "{server}: {}, {poem}", ms(begin.elapsed()))?;
            fetched += usize::from(matches!(poem.end, Some(Ok(()))));
        }
    }
    // ANCHOR_END: loop
    lane.end();
    let (all, cpu) = (begin.elapsed(), cpu_clock::process() - cpu);
    writeln!(out, "all: {}, {} of it on a processor", ms(all), ms(cpu))?;
    Ok(fetched)
}

// ANCHOR: next-deadline
/// When the first of them runs out of patience. `None`: nobody is left.
fn next_deadline(poems: &[Option<Poem>]) -> Option<Instant> {
    poems.iter().flatten().map(|poem| poem.deadline).min()
}
// ANCHOR_END: next-deadline

/// The poems whose servers can be reached; the others are `None`.
fn request_all(
    servers: &[String],
    patience: Duration,
    poll: &Poll,
    out: &mut impl Write,
) -> io::Result<Vec<Option<Poem>>> {
    let number = |number: usize| Task::begin(format!("poem {number}"));
    let tasks: Vec<Task> = (1..=servers.len()).map(number).collect();
    let mut poems = Vec::new();
    // ANCHOR: register
    for (number, server) in servers.iter().enumerate() {
        let task = tasks[number].clone();
        let poem = match Poem::request(server, patience, task) {
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
    // ANCHOR_END: register
    Ok(poems)
}

/// What an event says.
fn flags(event: &Event) -> String {
    let flags = [
        (event.is_readable(), "readable"),
        (event.is_writable(), "writable"),
        (event.is_read_closed(), "read closed"),
        (event.is_write_closed(), "write closed"),
        (event.is_error(), "error"),
    ];
    let said = flags.into_iter().filter(|(is_said, _)| *is_said);
    said.map(|(_, name)| name).collect::<Vec<_>>().join(", ")
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests;
