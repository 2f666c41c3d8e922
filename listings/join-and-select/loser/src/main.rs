//! Two candles in a select, and when the one that loses goes out.

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use rt_select::{block_on, select, sleep};

const HELP: &str = "\
Burns two candles and waits for the first that has burnt down.

Usage: loser <MS> <MS>

Arguments:
  <MS>  How long the left and the right one burn, in milliseconds

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let wrong = || UsageError::new("needs two whole numbers of milliseconds");
    let times: Result<Vec<u64>, _> =
        arguments.text_operands()?.iter().map(|it| it.parse()).collect();
    let [left, right] = times.map_err(|_| wrong())?[..] else {
        return Err(wrong().into());
    };
    println!("{}", block_on(first(left, right)));
    Ok(())
}

// ANCHOR: candle
struct Candle(&'static str);

impl Drop for Candle {
    fn drop(&mut self) {
        println!("{}: goes out", self.0);
    }
}

async fn burn(name: &'static str, time: u64) {
    let _candle = Candle(name);
    println!("{name}: is lit");
    if time > 0 {
        sleep(Duration::from_millis(time)).await;
    }
    println!("{name}: has burnt down");
}

async fn first(left: u64, right: u64) -> String {
    let mut both = select(burn("left", left), burn("right", right));
    let first = (&mut both).await;
    println!("select has returned");
    drop(both);
    format!("the first was {first:?}")
}
// ANCHOR_END: candle

#[cfg(test)]
mod tests {
    use super::*;
    use time_limit::within;

    #[test]
    fn the_shorter_one_is_the_first() {
        within(Duration::from_secs(20), || {
            assert_eq!(block_on(first(60_000, 5)), "the first was Right(())");
            assert_eq!(block_on(first(0, 0)), "the first was Left(())");
        });
    }
}
