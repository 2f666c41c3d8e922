//! Measures what waiting threads cost, in memory and in time.

mod cost;
mod gate;
mod memory;

use std::env;
use std::error::Error;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::process::{Command, ExitCode, Stdio};

use arguments::{Arguments, UsageError};
use cost::{Cost, measure};

const HELP: &str = "\
Measures what waiting threads cost, in memory and in time.

Usage: thread-cost [--csv] [COUNT]...
       thread-cost --here <COUNT>

Arguments:
  [COUNT]...    How many threads [default: 1 10 100 1000 10000]

Options:
  --csv         Print comma-separated values
  --here <N>    Measure N threads in this process, and not in one for each N
  -h, --help    Print this help
";

const COUNTS: [usize; 5] = [1, 10, 100, 1_000, 10_000];

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let here = arguments.option("--here", "a whole number from 1 up")?;
    if let Some(count) = here {
        writeln!(io::stdout(), "{}", measure(NonZeroUsize::get(count))?)?;
        return Ok(());
    }
    let Plan { counts, csv } = Plan::parse(arguments)?;
    let mut out = io::stdout().lock();
    if csv {
        writeln!(
            out,
            "threads,virtual (MiB),resident (MiB),kernel (MiB),\
             each (KiB),start (µs),join (µs)"
        )?;
    } else {
        writeln!(
            out,
            "{:>7}{:>13}{:>12}{:>12}{:>11}{:>11}{:>11}",
            "threads", "virtual", "resident", "kernel", "each", "start", "join"
        )?;
    }
    for count in counts {
        let cost = elsewhere(count)?;
        match cost {
            _ if csv => writeln!(out, "{}", csv_row(count, cost))?,
            Some(cost) => writeln!(out, "{}", table_row(count, cost))?,
            None => {} // The reason is on standard error.
        }
    }
    Ok(())
}

/// What to measure, and how to print it.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    counts: Vec<usize>,
    csv: bool,
}

impl Plan {
    fn parse(mut arguments: Arguments) -> Result<Plan, UsageError> {
        let csv = arguments.flag("--csv");
        let counts = arguments
            .text_operands()?
            .iter()
            .map(|word| match word.parse() {
                Ok(count) if count > 0 => Ok(count),
                _ => Err(UsageError::new(format!("{word:?} is no count"))),
            })
            .collect::<Result<Vec<usize>, UsageError>>()?;
        let counts = if counts.is_empty() { COUNTS.to_vec() } else { counts };
        Ok(Plan { counts, csv })
    }
}

/// Measures in a process of its own: what one measurement leaves behind does
/// not count in the next, and a process that the system ends is not this one.
fn elsewhere(count: usize) -> Result<Option<Cost>, Box<dyn Error>> {
    let output = Command::new(env::current_exe()?)
        .args(["--here", &count.to_string()])
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        eprintln!("no {count} threads: {}", output.status);
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&output.stdout).parse()?))
}

fn csv_row(count: usize, cost: Option<Cost>) -> String {
    match cost {
        Some(cost) => format!("{count},{cost}"),
        None => format!("{count},,,,,,"),
    }
}

fn table_row(count: usize, cost: Cost) -> String {
    let [virtual_, resident, kernel, each] = match cost.memory {
        Some([virtual_, resident, kernel, each]) => [
            format!("{virtual_:.1} MiB"),
            format!("{resident:.1} MiB"),
            format!("{kernel:.1} MiB"),
            format!("{each:.1} KiB"),
        ],
        None => ["?"; 4].map(String::from),
    };
    let [start, join] = cost.time.map(|micros| format!("{micros:.0} µs"));
    format!(
        "{count:>7}{virtual_:>13}{resident:>12}{kernel:>12}{each:>11}\
         {start:>11}{join:>11}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(words: &[&str]) -> Result<Plan, UsageError> {
        Plan::parse(Arguments::new(words))
    }

    #[test]
    fn options_are_understood() {
        let all = Plan { counts: COUNTS.to_vec(), csv: false };
        assert_eq!(plan(&[]), Ok(all));
        let own = Plan { counts: vec![7, 8], csv: true };
        assert_eq!(plan(&["7", "--csv", "8"]), Ok(own));
        assert!(plan(&["0"]).is_err());
        assert!(plan(&["many"]).is_err());
    }

    #[test]
    fn what_was_not_measured_is_an_empty_cell() {
        let cost = Cost { memory: None, time: [1.0, 2.0] };
        assert_eq!(csv_row(5, Some(cost)), "5,,,,,1.0,2.0");
        assert_eq!(csv_row(5, None), "5,,,,,,");
        let row = table_row(5, cost);
        let words: Vec<&str> = row.split_whitespace().collect();
        assert_eq!(words, ["5", "?", "?", "?", "?", "1", "µs", "2", "µs"]);
    }
}
