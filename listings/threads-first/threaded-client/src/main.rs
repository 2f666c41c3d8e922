//! Fetches poems at the same time, in a thread for each.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use arguments::{Arguments, UsageError};
use fetch_poem::{fetch, ms};
use trace::Task;

const HELP: &str = "\
Fetches poems at the same time, in a thread for each.

Usage: threaded-client <HOST:PORT>...

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

// ANCHOR: fetch-all
/// Returns how many poems came.
fn fetch_all(servers: &[String], out: &mut impl Write) -> io::Result<usize> {
    let begin = Instant::now();
    let mut fetched = 0;
    thread::scope(|scope| {
        let mut threads = Vec::new();
        for (server, task) in servers.iter().zip(tasks(servers.len())) {
            let thread = thread::Builder::new()
                .spawn_scoped(scope, move || fetch(server, &task))?;
            threads.push(thread);
        }
        for (server, thread) in servers.iter().zip(threads) {
            let result = thread.join().expect("`fetch` does not panic");
            write!(out, "after {}: {server}: ", ms(begin.elapsed()))?;
            match result {
                Ok(poem) => {
                    writeln!(out, "{poem}")?;
                    fetched += 1;
                }
                Err(error) => writeln!(out, "{error}")?,
            }
        }
        Ok(fetched)
    })
}
// ANCHOR_END: fetch-all

/// A task for each poem. All are ready from the beginning.
fn tasks(count: usize) -> Vec<Task> {
    (1..=count).map(|number| Task::begin(format!("poem {number}"))).collect()
}

#[cfg(test)]
mod tests;
