//! Measures how late a sleep ends.

mod measure;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use measure::{Late, measure};

const HELP: &str = "\
Sleeps for several lengths of time, and tells how late the sleeps end: in a task
that is alone, in a task beside one that computes, and in a thread. Takes about
25 seconds.

Usage: lateness [--csv | --quick]

Options:
  --csv       Print comma-separated values
  --quick     The same, for three lengths only
  -h, --help  Print this help
";

/// The lengths in microseconds.
const LENGTHS: [u64; 9] =
    [10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000];
const QUICK_LENGTHS: [u64; 3] = [10, 1000, 10_000];

/// All sleeps of one length take about so long, and there are so many.
const PERIOD: Duration = Duration::from_secs(1);
const QUICK_PERIOD: Duration = Duration::from_millis(20);
const MOST: u128 = 101;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let quick = arguments.flag("--quick");
    let csv = arguments.flag("--csv") || quick;
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let (lengths, period) = match quick {
        true => (&QUICK_LENGTHS[..], QUICK_PERIOD),
        false => (&LENGTHS[..], PERIOD),
    };
    let mut out = io::stdout();
    let (header, row): (_, fn(u64, &Late) -> String) =
        if csv { (CSV_HEADER, csv_row) } else { (HEADER, row) };
    writeln!(out, "{header}")?;
    for &micros in lengths {
        let length = Duration::from_micros(micros);
        let late = measure(length, count(length, period));
        writeln!(out, "{}", row(micros, &late))?;
    }
    Ok(())
}

/// How many sleeps of this length there are time for; some at least.
fn count(length: Duration, period: Duration) -> usize {
    let count = period.as_nanos() / length.as_nanos();
    count.clamp(5, MOST) as usize
}

const HEADER: &str = "     sleep       alone      beside      thread";
const CSV_HEADER: &str = "sleep (µs),alone (µs),beside (µs),thread (µs)";

fn row(micros: u64, late: &Late) -> String {
    let [alone, beside, thread] =
        [late.alone, late.beside, late.thread].map(|time| time.as_micros());
    format!("{micros:7} µs {alone:8} µs {beside:8} µs {thread:8} µs")
}

fn csv_row(micros: u64, late: &Late) -> String {
    let [alone, beside, thread] =
        [late.alone, late.beside, late.thread].map(|time| time.as_micros());
    format!("{micros},{alone},{beside},{thread}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_some_sleeps_of_each_length_and_not_too_many() {
        let second = Duration::from_secs(1);
        assert_eq!(count(Duration::from_micros(10), second), 101);
        assert_eq!(count(Duration::from_millis(100), second), 10);
        assert_eq!(count(Duration::from_secs(1), second), 5);
    }

    #[test]
    fn a_row_has_a_number_for_each_column() {
        let [alone, beside, thread] = [1, 2, 3].map(Duration::from_millis);
        let late = Late { alone, beside, thread };
        assert_eq!(csv_row(10, &late), "10,1000,2000,3000");
        assert_eq!(CSV_HEADER.split(',').count(), 4);
        assert_eq!(row(10, &late).split_whitespace().nth(4), Some("2000"));
    }
}
