//! Prints the lines of poems from several servers when they are whole.

mod lane;
mod poem;

use std::error::Error;
use std::io::{self, Write};
use std::mem;
use std::num::NonZeroUsize;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use poem::{Poem, Step};

const HELP: &str = "\
Prints the lines of poems from several servers when they are whole.

Usage: line-client [OPTIONS] <HOST:PORT>...

Arguments:
  <HOST:PORT>...  The servers, one for each poem

Options:
  --lines <N>     Go away after so many lines of each poem [default: all]
  --limit <N>     The most bytes of a line [default: 80]
  -h, --help      Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let most = arguments
        .option("--lines", "a whole number from 1 up")?
        .map_or(usize::MAX, NonZeroUsize::get);
    let limit = arguments.option("--limit", "a whole number")?.unwrap_or(80);
    let servers = arguments.text_operands()?;
    if servers.is_empty() {
        return Err(
            UsageError::new("needs at least one server, as HOST:PORT").into()
        );
    }
    match fetch_all(&servers, most, limit, &mut io::stdout())? {
        0 => Ok(()),
        lost => Err(format!("{lost} of {} poems lost", servers.len()).into()),
    }
}

/// When no socket has anything, the thread sleeps for so long.
const NAP: Duration = Duration::from_millis(1);

/// Returns how many poems were lost.
fn fetch_all(
    servers: &[String],
    most: usize,
    limit: usize,
    out: &mut impl Write,
) -> io::Result<usize> {
    let begin = Instant::now();
    let mut lost = 0;
    let mut poems = Vec::new();
    for (server, number) in servers.iter().zip(1..) {
        let name = format!("poem {number}");
        match Poem::request(server, name.clone(), limit) {
            Ok(poem) => poems.push((name, poem, 0)),
            Err(error) => {
                writeln!(out, "{server}: {error}")?;
                lost += 1;
            }
        }
    }
    // ANCHOR: loop
    while !poems.is_empty() {
        let mut idle = true;
        for (name, mut poem, mut count) in mem::take(&mut poems) {
            let step = poem.step();
            idle &= matches!(step, Ok(Step::NotYet));
            match step {
                Ok(Step::Line(line)) => {
                    let time = begin.elapsed().as_secs_f64();
                    writeln!(out, "{time:.3} s  {name}  {line}")?;
                    count += 1;
                }
                Ok(Step::Bytes | Step::NotYet) => {}
                Ok(Step::End) => continue,
                Err(error) => {
                    writeln!(out, "{name}: {error}")?;
                    lost += 1;
                    continue;
                }
            }
            if count < most {
                poems.push((name, poem, count));
            }
        }
        if idle {
            thread::sleep(NAP);
        }
    }
    // ANCHOR_END: loop
    Ok(lost)
}

#[cfg(test)]
mod tests;
