//! Measures what thousands of connections cost one thread.

mod peer;
mod server;

use std::env;
use std::error::Error;
use std::io::{self, Write};
use std::process::{Command, ExitCode, Stdio};

use arguments::{Arguments, UsageError};
use rustix::process::{Resource, getrlimit, setrlimit};
use server::Cost;

const HELP: &str = "\
Holds connections in one thread, and sends back what comes over them. Tells the
memory that they take, and the time. The peer is another process.

Usage: many-connections [OPTIONS] [COUNT]...

Arguments:
  [COUNT]...  How many connections [default: 10 100 1000 10000]

Options:
  --csv       Print comma-separated values
  -h, --help  Print this help
";

const COUNTS: [&str; 4] = ["10", "100", "1000", "10000"];

/// Descriptors that are no connections.
const OTHERS: u64 = 64;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    // This program runs itself: once for each measurement, so that none finds
    // what the one before has left, and once more as the peer.
    if let Some(count) = arguments.option("--here", "a count")? {
        allow_descriptors(count)?;
        return Ok(writeln!(io::stdout(), "{}", server::measure(count)?)?);
    }
    if let Some(address) = arguments.option("--peer", "HOST:PORT")? {
        let count = arguments.option("--count", "a count")?.unwrap_or(1);
        allow_descriptors(count)?;
        return Ok(peer::talk(address, count)?);
    }
    let csv = arguments.flag("--csv");
    let mut counts = arguments.text_operands()?;
    if counts.is_empty() {
        counts = COUNTS.map(String::from).to_vec();
    }
    let mut out = io::stdout();
    writeln!(out, "{}", if csv { CSV_HEADER } else { HEADER })?;
    for count in &counts {
        let Some(cost) = elsewhere(count)? else { continue };
        match csv {
            true => writeln!(out, "{count},{cost}")?,
            false => writeln!(out, "{}", table_row(count, &cost))?,
        }
    }
    Ok(())
}

const HEADER: &str =
    "connections    resident        each      accept       round     message";
const CSV_HEADER: &str = "connections,resident (MiB),each (KiB),accept (µs),\
                          round (ms),message (µs)";

fn table_row(count: &str, cost: &Cost) -> String {
    let Cost { resident, each, accept, round, message } = cost;
    format!(
        "{count:>11} {resident:>7.2} MiB {each:>7.2} KiB {accept:>8.1} µs \
         {round:>8.2} ms {message:>8.1} µs"
    )
}

/// Measures in a process of its own. `None`: the system does not allow it.
fn elsewhere(count: &str) -> Result<Option<Cost>, Box<dyn Error>> {
    let output = Command::new(env::current_exe()?)
        .args(["--here", count])
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        eprintln!("no {count} connections: {}", output.status);
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&output.stdout).trim().parse()?))
}

/// A process may have few open descriptors unless it asks for more.
fn allow_descriptors(connections: usize) -> Result<(), UsageError> {
    let count = connections as u64 + OTHERS;
    let mut limit = getrlimit(Resource::Nofile);
    if limit.current.is_some_and(|current| current < count) {
        limit.current = Some(count);
        setrlimit(Resource::Nofile, limit).map_err(|error| {
            UsageError::new(format!("{count} descriptors: {error}"))
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
