//! How often the left side of a fair select wins in a row.

use std::collections::BTreeMap;
use std::error::Error;
use std::future::ready;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rt_select::{Either, block_on, chance, select_fair};

const HELP: &str = "\
Selects between two futures that are always ready, and counts how often the
left one wins before the right one does.

Usage: fair-waits [OPTIONS]

Options:
  --csv       Print comma-separated values
  -h, --help  Print this help
";

const SELECTS: usize = 100_000;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let csv = arguments.flag("--csv");
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let waits = waits();
    let longest = waits.keys().max().map_or(0, |longest| longest + 1);
    let mut out = io::stdout();
    match csv {
        true => writeln!(out, "lost,times")?,
        false => writeln!(out, "lost before a win   times")?,
    }
    // The last row ends the last bar.
    for lost in 0..=longest {
        let times = waits.get(&lost).unwrap_or(&0);
        match csv {
            true => writeln!(out, "{lost},{times}")?,
            false => writeln!(out, "{lost:17} {times:7}")?,
        }
    }
    Ok(())
}

// ANCHOR: waits
/// How often the right one has lost so many times before it won.
fn waits() -> BTreeMap<usize, usize> {
    chance::seed(1);
    let (mut waits, mut lost) = (BTreeMap::new(), 0);
    block_on(async {
        for _ in 0..SELECTS {
            match select_fair(ready(()), ready(())).await {
                Either::Left(()) => lost += 1,
                Either::Right(()) => {
                    *waits.entry(lost).or_default() += 1;
                    lost = 0;
                }
            }
        }
    });
    waits
}
// ANCHOR_END: waits

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_loss_more_is_half_as_frequent() {
        let waits = waits();
        let wins: usize = waits.values().sum();
        // The seed is always the same.
        assert_eq!(wins, 50_139);
        let lost: usize = waits.iter().map(|(lost, times)| lost * times).sum();
        assert!(wins + lost <= SELECTS && wins + lost > SELECTS - 50);
        for lost in 0..5 {
            let share = waits[&(lost + 1)] as f64 / waits[&lost] as f64;
            assert!((0.4..0.6).contains(&share), "{lost}: {share}");
        }
    }
}
