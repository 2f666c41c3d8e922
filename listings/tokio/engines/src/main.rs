//! Measures one workload on threads, mio, tiny-rt and Tokio.

mod cost;
mod echo;
mod peer;
mod scene;

use std::env;
use std::error::Error;
use std::io::{self, Write};
use std::process::{Command, ExitCode, Stdio};

use arguments::{Arguments, UsageError};
use cost::Cost;
use rustix::process::{Resource, getrlimit, setrlimit};
use scene::Scene;

const HELP: &str = "\
Sends back what comes over so many connections, with each of five engines.
Tells the memory, the CPU time and the time. The peer is another process.

Usage: engines [OPTIONS] [COUNT]...

Arguments:
  [COUNT]...  How many connections [default: 10 100 1000]

Options:
  --csv       Print comma-separated values
  -h, --help  Print this help
";

const COUNTS: [&str; 3] = ["10", "100", "1000"];

/// Descriptors that are no connections.
const OTHERS: u64 = 64;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    // This program runs itself: once for each measurement, so that none finds
    // what the one before has left, and once more as the peer.
    if let Some(engine) = arguments.option::<String>("--here", "an engine")? {
        let count = arguments.option("--count", "a count")?.unwrap_or(1);
        allow_descriptors(count)?;
        let engine = echo::engine(&engine)
            .ok_or_else(|| UsageError::new(format!("no {engine:?}")))?;
        return Ok(writeln!(io::stdout(), "{}", Scene::play(engine, count)?)?);
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
    writeln!(out, "{}", if csv { csv_header() } else { HEADER.into() })?;
    for count in &counts {
        let costs =
            echo::ENGINES.map(|(name, _)| (name, elsewhere(name, count)));
        if csv {
            let costs = costs.into_iter().map(|(_, cost)| cost);
            writeln!(
                out,
                "{}",
                csv_row(count, &costs.collect::<Result<Vec<_>, _>>()?)
            )?;
            continue;
        }
        for (name, cost) in costs {
            writeln!(out, "{count:>11} {name:>12} {}", cost?.as_table_row())?;
        }
    }
    Ok(())
}

const HEADER: &str =
    "connections       engine        each     message        round";

/// The engine that the others are compared with.
const MIO: usize = 1;

fn csv_header() -> String {
    let columns = echo::ENGINES.map(|(name, _)| {
        format!(
            "{name} (µs),{name}-memory (KiB),{name}-round (ms),{name}-ratio"
        )
    });
    format!("connections,{}", columns.join(","))
}

fn csv_row(count: &str, costs: &[Cost]) -> String {
    let ratio = |cost: &Cost| cost.message / costs[MIO].message;
    let cells: Vec<_> =
        costs.iter().map(|it| format!("{it},{:.2}", ratio(it))).collect();
    format!("{count},{}", cells.join(","))
}

/// Measures in a process of its own.
fn elsewhere(engine: &str, count: &str) -> Result<Cost, Box<dyn Error>> {
    let output = Command::new(env::current_exe()?)
        .args(["--here", engine, "--count", count])
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("{engine} with {count}: {}", output.status).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().parse()?)
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
