//! Fetches several poems by callbacks, in one thread, with a time limit for each.

use std::cell::Cell;
use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use callback_fetch::{Fetched, Lanes, fetch};
use callback_loop::Reactor;

const HELP: &str = "\
Fetches several poems by callbacks, in one thread.

Usage: callback-client [OPTIONS] <HOST:PORT>...

Arguments:
  <HOST:PORT>...  The servers, one for each poem

Options:
  --limit <MS>    Give up a poem that is not whole after this time [default: 5000]
  --savour <MS>   Sleep this long over each poem that has come
  --functions     Record a lane for each function of a poem
  -h, --help      Print this help
";

const DEFAULT_LIMIT: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

/// How the poems are fetched.
#[derive(Debug, Clone, Copy)]
struct Manner {
    limit: Duration,
    savour: Duration,
    functions: bool,
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let limit = arguments.milliseconds("--limit")?.unwrap_or(DEFAULT_LIMIT);
    let savour = arguments.milliseconds("--savour")?.unwrap_or_default();
    let functions = arguments.flag("--functions");
    let servers = arguments.text_operands()?;
    if servers.is_empty() {
        return Err(
            UsageError::new("needs at least one server, as HOST:PORT").into()
        );
    }
    let manner = Manner { limit, savour, functions };
    let fetched = fetch_all(&servers, manner, print)?;
    match servers.len() - fetched {
        0 => Ok(()),
        missing => {
            Err(format!("{missing} of {} poems missing", servers.len()).into())
        }
    }
}

// ANCHOR: fetch-all
/// Hands each end of a poem to `report`. Returns how many poems came.
fn fetch_all(
    servers: &[String],
    manner: Manner,
    report: impl Fn(&str) + Clone + 'static,
) -> io::Result<usize> {
    let (begin, count) = (Instant::now(), Rc::new(Cell::new(0)));
    let mut reactor = Reactor::new()?;
    for (server, lanes) in servers.iter().zip(lanes(servers.len(), manner)) {
        let (name, report) = (server.clone(), report.clone());
        let count = Rc::clone(&count);
        let done = move |_: &mut Reactor, poem: Fetched| {
            count.update(|count| count + usize::from(poem.is_ok()));
            report(&format!("{name}: {}", end(begin.elapsed(), &poem)));
            thread::sleep(manner.savour);
        };
        fetch(&mut reactor, server, manner.limit, lanes, done);
    }
    reactor.run()?;
    report(&format!("all: {}", ms(begin.elapsed())));
    Ok(count.get())
}
// ANCHOR_END: fetch-all

/// What the recorder shows of each poem.
fn lanes(count: usize, manner: Manner) -> Vec<Lanes> {
    let lane = |number| match manner.functions {
        true => Lanes::of_functions(),
        false => Lanes::of_poem(&format!("poem {number}")),
    };
    (1..=count).map(lane).collect()
}

/// "501.6 ms, 295 bytes", or what went wrong.
fn end(time: Duration, poem: &Fetched) -> String {
    match poem {
        Ok(bytes) => format!("{}, {} bytes", ms(time), bytes.len()),
        Err(error) => format!("{}, {error}", ms(time)),
    }
}

/// Prints a line. A callback has nobody to give an error to.
fn print(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests;
