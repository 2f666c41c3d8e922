//! Twenty ticks by sleeping after each, and by an interval.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use rt_time::{block_on, interval, sleep};

const HELP: &str = "\
Ticks twenty times, every 20 ms, by sleeping after each tick and by an interval,
and tells how late each tick is.

Usage: drift [--csv | --quick]

Options:
  --csv       Print comma-separated values
  --quick     The same, for five ticks only
  -h, --help  Print this help
";

const PERIOD: Duration = Duration::from_millis(20);
/// What is done at each tick takes so long.
const WORK: Duration = Duration::from_millis(2);
const TICKS: u32 = 20;
const FEW_TICKS: u32 = 5;

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
    let ticks = if quick { FEW_TICKS } else { TICKS };
    let mut out = io::stdout();
    let header = if csv { "tick,sleep (ms),interval (ms)" } else { HEADER };
    writeln!(out, "{header}")?;
    let by_sleep = late(&block_on(by_sleep(ticks)));
    let by_interval = late(&block_on(by_interval(ticks)));
    for (tick, (sleep, interval)) in
        (1..).zip(by_sleep.into_iter().zip(by_interval))
    {
        if csv {
            writeln!(out, "{tick},{sleep:.2},{interval:.2}")?;
        } else {
            writeln!(out, "{tick:4} {sleep:8.2} ms {interval:8.2} ms")?;
        }
    }
    Ok(())
}

const HEADER: &str = "tick       sleep    interval";

// ANCHOR: ticks
/// When each tick came, after the first one.
async fn by_sleep(ticks: u32) -> Vec<Duration> {
    let begin = Instant::now();
    let mut times = Vec::new();
    for _ in 0..ticks {
        sleep(PERIOD).await;
        times.push(begin.elapsed());
        work();
    }
    times
}

async fn by_interval(ticks: u32) -> Vec<Duration> {
    let mut beat = interval(PERIOD);
    let begin = beat.tick().await;
    let mut times = Vec::new();
    for _ in 0..ticks {
        beat.tick().await;
        times.push(begin.elapsed());
        work();
    }
    times
}
// ANCHOR_END: ticks

/// It blocks: what a program computes at each tick.
fn work() {
    thread::sleep(WORK);
}

/// How late each of them is, in milliseconds, if the first is due one period
/// from the beginning.
fn late(times: &[Duration]) -> Vec<f64> {
    let due = (1..).map(|tick| PERIOD * tick);
    let late = times.iter().zip(due).map(|(time, due)| *time - due);
    late.map(|late| late.as_secs_f64() * 1e3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time_limit::within;

    #[test]
    fn a_tick_is_late_from_when_it_was_due() {
        let ms = Duration::from_millis;
        assert_eq!(late(&[ms(21), ms(43), ms(60)]), [1.0, 3.0, 0.0]);
    }

    #[test]
    fn the_work_adds_up_if_nobody_counts_from_the_beginning() {
        // A tick that came too early would panic in the subtraction.
        let (sleep, interval) = within(Duration::from_secs(20), || {
            (block_on(by_sleep(4)), block_on(by_interval(4)))
        });
        assert_eq!((sleep.len(), interval.len()), (4, 4));
        let (late, _) = (late(&sleep), late(&interval));
        for (tick, late) in (0_u32..).zip(late) {
            assert!(late >= 2.0 * f64::from(tick));
        }
    }
}
