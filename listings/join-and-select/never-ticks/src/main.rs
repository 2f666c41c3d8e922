//! A loop that works and looks at a clock, with three kinds of select.

use std::error::Error;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use rt_select::{Either, Interval, block_on, chance, interval};
use rt_select::{select, select_fair};

const HELP: &str = "\
Works, and looks at a clock beside, with three kinds of select.

Usage: never-ticks

Options:
  -h, --help  Print this help
";

/// So many pieces of work.
const PIECES: u32 = 1000;
/// How long a piece takes.
const PIECE: Duration = Duration::from_micros(100);
/// How often the clock ticks, if it is asked.
const PERIOD: Duration = Duration::from_millis(10);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    for (name, order) in [
        ("work first", Order::WorkFirst),
        ("by lot", Order::ByLot),
        ("clock first", Order::ClockFirst),
    ] {
        chance::seed(1);
        match block_on(serve(order)) {
            0 => println!("{name}: the clock never ticked"),
            ticks => println!("{name}: the clock ticked {ticks} times"),
        }
    }
    Ok(())
}

/// Who is asked first.
#[derive(Debug, Clone, Copy)]
enum Order {
    WorkFirst,
    ByLot,
    ClockFirst,
}

// ANCHOR: serve
/// There is always another piece of work.
async fn work() {
    let begin = Instant::now();
    while begin.elapsed() < PIECE {}
}

/// Works until all is done, and returns how often the clock has ticked.
async fn serve(order: Order) -> u32 {
    let mut clock = interval(PERIOD);
    clock.tick().await;
    let (mut pieces, mut ticks) = (0, 0);
    while pieces < PIECES {
        match next(&mut clock, order).await {
            Either::Left(()) => pieces += 1,
            Either::Right(_) => ticks += 1,
        }
    }
    ticks
}

async fn next(clock: &mut Interval, order: Order) -> Either<(), Instant> {
    match order {
        Order::WorkFirst => select(work(), clock.tick()).await,
        Order::ByLot => select_fair(work(), clock.tick()).await,
        Order::ClockFirst => match select(clock.tick(), work()).await {
            Either::Left(tick) => Either::Right(tick),
            Either::Right(done) => Either::Left(done),
        },
    }
}
// ANCHOR_END: serve

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::task::{Poll, ready};

    use super::*;
    use time_limit::within;

    #[test]
    fn only_a_clock_that_is_asked_ticks() {
        within(Duration::from_secs(20), || {
            assert_eq!(block_on(serve(Order::WorkFirst)), 0);
            assert!(block_on(serve(Order::ByLot)) > 0);
            // The pieces alone take as long as ten periods.
            assert!(block_on(serve(Order::ClockFirst)) >= 9);
        });
    }

    #[test]
    fn what_spends_the_budget_lets_the_other_side_be_asked() {
        within(Duration::from_secs(20), || {
            let asked = std::cell::Cell::new(0);
            block_on(async {
                for _ in 0..2 * rt_select::budget::CALLS_A_POLL {
                    let spends = poll_fn(|cx| {
                        ready!(rt_select::budget::poll(cx));
                        rt_select::budget::spend();
                        Poll::Ready(())
                    });
                    let asks = poll_fn(|_| {
                        asked.set(asked.get() + 1);
                        Poll::<()>::Pending
                    });
                    assert_eq!(select(spends, asks).await, Either::Left(()));
                }
            });
            assert_eq!(asked.get(), 1);
        });
    }
}
