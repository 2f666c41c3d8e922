//! The command line of the client whose naps get longer.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use solution_backoff::{Naps, fetch_all};

const HELP: &str = "\
Fetches poems in one thread, with naps that get longer while nothing comes.

Usage: solution-backoff [OPTIONS] <HOST:PORT>...

Arguments:
  <HOST:PORT>...   The servers, one for each poem

Options:
  --shortest <MS>  The nap after a piece [default: 1]
  --longest <MS>   The longest nap [default: 50]
  -h, --help       Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let shortest = arguments
        .milliseconds("--shortest")?
        .unwrap_or(Duration::from_millis(1));
    let longest = arguments
        .milliseconds("--longest")?
        .unwrap_or(Duration::from_millis(50));
    let servers = arguments.text_operands()?;
    if servers.is_empty() {
        return Err(
            UsageError::new("needs at least one server, as HOST:PORT").into()
        );
    }
    let cpu = cpu_clock::process();
    let poems = fetch_all(&servers, Naps::new(shortest, longest))?;
    let cpu = (cpu_clock::process() - cpu).as_secs_f64() * 1000.0;
    let mut out = io::stdout();
    for (server, poem) in servers.iter().zip(poems) {
        let (bytes, asked) = (poem.bytes.len(), poem.asked);
        writeln!(out, "{server}: {bytes} bytes, asked {asked} times")?;
    }
    writeln!(out, "{cpu:.1} ms on a processor")?;
    Ok(())
}
