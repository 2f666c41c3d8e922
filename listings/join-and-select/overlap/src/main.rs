//! Two futures that compute and wait, joined in one task.

use std::error::Error;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use rt_select::observed::part;
use rt_select::{block_on, join, sleep};

const HELP: &str = "\
Two futures that compute, wait and compute again, joined in one task.

Usage: overlap

Options:
  -h, --help  Print this help
";

/// How long each of them computes, waits, and computes again.
const MORNING: Duration = Duration::from_millis(40);
const NOON: Duration = Duration::from_millis(70);
const EVENING: Duration = Duration::from_millis(60);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let begin = Instant::now();
    block_on(both());
    println!("both: {:.1} ms", begin.elapsed().as_secs_f64() * 1e3);
    Ok(())
}

// ANCHOR: both
async fn both() {
    join(part("ant", day("ant")), part("bee", day("bee"))).await;
}

async fn day(name: &str) {
    compute(MORNING);
    sleep(NOON).await;
    compute(EVENING);
    println!("{name} is done");
}

fn compute(time: Duration) {
    let begin = Instant::now();
    while begin.elapsed() < time {}
}
// ANCHOR_END: both

#[cfg(test)]
mod tests {
    use super::*;
    use time_limit::within;

    #[test]
    fn the_waits_overlap_and_the_work_does_not() {
        within(Duration::from_secs(20), || {
            let begin = Instant::now();
            block_on(both());
            // The wait of the first lies beside the morning of the second.
            assert!(begin.elapsed() >= MORNING + NOON + EVENING * 2);
        });
    }
}
