//! What hedged requests cost and bring, for a mirror that is seldom slow.

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rt_select::chance;

const HELP: &str = "\
Computes ten thousand hedged requests, without a network.

Usage: solution-hedge-pause <MS>...

Arguments:
  <MS>  How long to wait before the second mirror is asked

Options:
  -h, --help  Print this help
";

const REQUESTS: usize = 10_000;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    println!("pause   median   99 of 100   requests sent");
    for pause in arguments.text_operands()? {
        let pause = pause.parse().map_err(|_| {
            UsageError::new("needs whole numbers of milliseconds")
        })?;
        let Outcome { median, late, sent } = hedge(pause);
        println!("{pause:5} {median:8} {late:11} {sent:15}");
    }
    Ok(())
}

/// Nineteen answers of twenty come within 60 ms, and the others within 1 s.
fn answer() -> u64 {
    let usual = 10 + chance::below(50) as u64;
    if chance::below(20) == 0 { usual + 900 } else { usual }
}

/// What came of all requests, in milliseconds.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    median: u64,
    /// One of a hundred takes longer.
    late: u64,
    sent: usize,
}

fn hedge(pause: u64) -> Outcome {
    chance::seed(1);
    let mut sent = REQUESTS;
    let mut times: Vec<u64> = (0..REQUESTS)
        .map(|_| {
            let first = answer();
            if first <= pause {
                return first;
            }
            sent += 1;
            first.min(pause + answer())
        })
        .collect();
    times.sort_unstable();
    let (median, late) = (times[REQUESTS / 2], times[REQUESTS * 99 / 100]);
    Outcome { median, late, sent }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_that_nearly_all_keep_costs_little_and_brings_most() {
        // The seed is always the same.
        let race = Outcome { median: 25, late: 57, sent: 20_000 };
        assert_eq!(hedge(0), race);
        let hedged = Outcome { median: 36, late: 111, sent: 10_509 };
        assert_eq!(hedge(60), hedged);
        let alone = Outcome { median: 36, late: 950, sent: 10_000 };
        assert_eq!(hedge(5000), alone);
    }
}
