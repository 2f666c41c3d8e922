//! Counts how many threads are woken by one connection.

mod herd;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use herd::Way;

const HELP: &str = "\
Several threads wait for connections at one listener. Counts how many of them are
woken by each connection.

Usage: thundering-herd [OPTIONS]

Options:
      --csv    Print comma-separated values
      --quick  Few threads and few connections
  -h, --help   Print this help
";

const THREADS: [usize; 6] = [1, 2, 4, 8, 16, 32];
const QUICK_THREADS: [usize; 2] = [1, 4];

const CONNECTIONS: u32 = 100;
const QUICK_CONNECTIONS: u32 = 5;

const WAYS: [Way; 3] = [Way::Own, Way::Exclusive, Way::Shared];

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let csv = arguments.flag("--csv");
    let (threads, connections) = match arguments.flag("--quick") {
        true => (&QUICK_THREADS[..], QUICK_CONNECTIONS),
        false => (&THREADS[..], CONNECTIONS),
    };
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let mut out = io::stdout();
    writeln!(out, "{}", if csv { CSV_HEADER } else { HEADER })?;
    for &threads in threads {
        let mut woken = [0.0; WAYS.len()];
        for (woken, way) in woken.iter_mut().zip(WAYS) {
            let all = herd::woken(way, threads, connections)?;
            *woken = all as f64 / f64::from(connections);
        }
        let [own, exclusive, shared] = woken;
        match csv {
            true => {
                writeln!(out, "{threads},{own:.2},{exclusive:.2},{shared:.2}")?
            }
            false => writeln!(
                out,
                "{threads:7} {own:9.2} {exclusive:9.2} {shared:9.2}"
            )?,
        }
    }
    Ok(())
}

const HEADER: &str = "threads       own exclusive    shared";
const CSV_HEADER: &str = "threads,own,exclusive,shared";

#[cfg(test)]
mod tests;
