//! Measures what a nap between two rounds costs and saves: CPU time against latency.

mod measure;
mod sockets;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use measure::{Measured, measure};

const HELP: &str = "\
Reads from three busy sockets and naps when there is nothing, for several lengths
of the nap. Tells the CPU time and the time from write to read. Then the same with
297 silent sockets beside the busy ones. Takes about 25 seconds, and more than 600
open sockets: `ulimit -n 1024` allows them where the limit is lower.

Usage: nap-curve [OPTIONS]

Options:
  --csv       Print comma-separated values
  --quick     Measure three naps only, and each for a moment
  -h, --help  Print this help
";

/// The naps in microseconds.
const NAPS: [u64; 10] =
    [0, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000];
const QUICK_NAPS: [u64; 3] = [0, 1000, 10_000];

const PERIOD: Duration = Duration::from_millis(1100);
const QUICK_PERIOD: Duration = Duration::from_millis(100);

const FEW: usize = 3;
const MANY: usize = 300;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let csv = arguments.flag("--csv");
    let (naps, period) = match arguments.flag("--quick") {
        true => (&QUICK_NAPS[..], QUICK_PERIOD),
        false => (&NAPS[..], PERIOD),
    };
    if let Some(operand) = arguments.operands()?.first() {
        return Err(UsageError::new(format!(
            "takes no operands, and got {operand:?}"
        ))
        .into());
    }
    let mut out = io::stdout();
    writeln!(out, "{}", if csv { CSV_HEADER } else { HEADER })?;
    for &nap in naps {
        let few = measure(FEW, Duration::from_micros(nap), period)?;
        let many = measure(MANY, Duration::from_micros(nap), period)?;
        let row = if csv { csv_row } else { row };
        writeln!(out, "{}", row(nap, &few, &many))?;
    }
    Ok(())
}

const HEADER: &str = "      nap  CPU of 3  CPU of 300    latency      worst";
const CSV_HEADER: &str =
    "nap (µs),CPU of 3 (%),CPU of 300 (%),latency (ms),worst (ms)";

fn row(nap: u64, few: &Measured, many: &Measured) -> String {
    format!(
        "{nap:6} µs {:7.1} % {:9.1} % {:7.2} ms {:7.2} ms",
        few.cpu_percent(),
        many.cpu_percent(),
        few.mean_latency_ms(),
        few.worst_latency_ms()
    )
}

fn csv_row(nap: u64, few: &Measured, many: &Measured) -> String {
    format!(
        "{nap},{:.2},{:.2},{:.3},{:.3}",
        few.cpu_percent(),
        many.cpu_percent(),
        few.mean_latency_ms(),
        few.worst_latency_ms()
    )
}

#[cfg(test)]
mod tests;
