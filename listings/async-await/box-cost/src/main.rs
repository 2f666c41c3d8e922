//! Measures what it costs to await a future that lies in a box.

use std::error::Error;
use std::future::ready;
use std::hint::black_box;
use std::pin::pin;
use std::process::ExitCode;
use std::task::{Context, Waker};
use std::time::Instant;

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Measures an await of a future, in its place and in a box, in nanoseconds.

Usage: box-cost [--csv] [--quick]

Options:
  --csv       Print comma-separated values
  --quick     Measure fewer rounds
  -h, --help  Print this help
";

const ROUNDS: u32 = 5_000_000;
const FEW_ROUNDS: u32 = 10_000;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

async fn value(round: u32) -> u32 {
    black_box(ready(round)).await
}

async fn in_place(rounds: u32) -> u64 {
    let mut sum = 0;
    for round in 0..rounds {
        sum += u64::from(value(round).await);
    }
    sum
}

async fn in_a_box(rounds: u32) -> u64 {
    let mut sum = 0;
    for round in 0..rounds {
        sum += u64::from(black_box(Box::pin(value(round))).await);
    }
    sum
}

/// Nanoseconds a round.
fn measure(work: impl Future<Output = u64>, rounds: u32) -> f64 {
    let begin = Instant::now();
    let polled = pin!(work).poll(&mut Context::from_waker(Waker::noop()));
    let time = begin.elapsed();
    black_box(polled.is_ready());
    time.as_secs_f64() * 1e9 / f64::from(rounds)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let csv = arguments.flag("--csv");
    let rounds = match arguments.flag("--quick") {
        true => FEW_ROUNDS,
        false => ROUNDS,
    };
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let in_place = measure(in_place(rounds), rounds);
    let in_a_box = measure(in_a_box(rounds), rounds);
    if csv {
        println!("future,time (ns)");
        println!("place,{in_place:.1}");
        println!("box,{in_a_box:.1}");
    } else {
        println!("in its place: {in_place:.1} ns");
        println!("in a box: {in_a_box:.1} ns");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_await_every_value() {
        let mut cx = Context::from_waker(Waker::noop());
        let sum = std::task::Poll::Ready(45);
        assert_eq!(pin!(in_place(10)).poll(&mut cx), sum);
        assert_eq!(pin!(in_a_box(10)).poll(&mut cx), sum);
    }

    #[test]
    fn it_takes_no_operand() {
        let error = run(Arguments::new(["--quick", "x"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
