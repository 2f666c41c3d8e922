//! Predicts how often a client that naps is refused, and how late it is.
//!
//! The client asks when it begins, and after each nap. Whatever came during the nap is read at
//! its end: a piece is late by the time from its coming to the next round. After an answer the
//! client asks once more before it naps, and is refused: that costs a call and no time.
//!
//! With a nap of 30 ms the rounds are at 0, 30, 60, 90 and 120 ms, and a piece that comes at
//! 100 ms is 20 ms late. On average a piece is late by half a nap, if the naps and the pauses of
//! the server have nothing to do with each other. With a nap of 100 ms they have: here all rounds
//! hit their piece at the same moment, and it is not late at all. In a real run each nap is a
//! little longer than it should be, so the rounds fall behind the pieces, by more and more; and
//! if a round comes a moment too early, its piece waits for 100 ms. Equal periods are no luck to
//! count on.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Predicts how often a client that naps asks for one poem, and how late it is.

Usage: solution-refusals [OPTIONS]

Options:
  --nap <MS>    How long the client sleeps [default: 30]
  --pieces <N>  How many pieces the poem has [default: 11]
  --delay <MS>  The pause before each piece [default: 100]
  -h, --help    Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let nap = arguments.milliseconds("--nap")?;
    let nap = nap.unwrap_or(Duration::from_millis(30));
    if nap.is_zero() {
        return Err(UsageError::new("--nap needs a number from 1 up").into());
    }
    let pieces = arguments.option("--pieces", "a whole number")?.unwrap_or(11);
    let delay = arguments.milliseconds("--delay")?;
    let delay = delay.unwrap_or(Duration::from_millis(100));
    if let Some(operand) = arguments.operands()?.first() {
        return Err(UsageError::new(format!(
            "takes no operands, and got {operand:?}"
        ))
        .into());
    }
    let Prediction { asked, answered, late } = predict(pieces, delay, nap);
    let mut out = io::stdout();
    writeln!(out, "asked {asked} times, answered {answered} times")?;
    let mean = late / pieces.max(1);
    writeln!(out, "a piece is late by {} ms on average", mean.as_millis())?;
    Ok(())
}

/// What will happen to a client with one poem.
#[derive(Debug, PartialEq, Eq)]
struct Prediction {
    asked: u32,
    /// By a piece, or by the end.
    answered: u32,
    /// The time from coming to reading, of all pieces together.
    late: Duration,
}

fn predict(pieces: u32, delay: Duration, nap: Duration) -> Prediction {
    let mut prediction =
        Prediction { asked: 0, answered: 0, late: Duration::ZERO };
    let mut now = Duration::ZERO;
    let mut read = 0;
    loop {
        prediction.asked += 1;
        let come = (read..pieces)
            .map(|piece| delay * (piece + 1))
            .take_while(|time| *time <= now);
        let late: Vec<Duration> = come.map(|time| now - time).collect();
        if !late.is_empty() {
            // Several pieces that have come are one answer.
            prediction.answered += 1;
            prediction.late += late.iter().sum::<Duration>();
            read += late.len() as u32;
        } else if read == pieces {
            prediction.answered += 1;
            return prediction;
        } else {
            now += nap;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn two_pieces_by_hand() {
        // Rounds at 0, 30, 60, 90, 120 (a piece), 120, 150, 180, 210 (a piece), 210 (the end).
        let prediction = predict(2, 100 * MS, 30 * MS);
        assert_eq!(
            prediction,
            Prediction { asked: 10, answered: 3, late: 30 * MS }
        );
    }

    #[test]
    fn a_nap_longer_than_the_poem_gets_it_in_one_answer() {
        let prediction = predict(3, 100 * MS, 1000 * MS);
        assert_eq!(
            prediction,
            Prediction { asked: 3, answered: 2, late: 2400 * MS }
        );
    }

    #[test]
    fn equal_periods_are_never_late() {
        let prediction = predict(11, 100 * MS, 100 * MS);
        assert_eq!(prediction.late, Duration::ZERO);
    }

    #[test]
    fn on_average_a_piece_is_late_by_half_a_nap() {
        // 37 and 100 have no common divisor: the pieces come at all phases of the nap.
        let prediction = predict(3700, 100 * MS, 37 * MS);
        assert_eq!(prediction.late / 3700, 18 * MS);
    }

    #[test]
    fn an_empty_poem_ends_at_once() {
        assert_eq!(predict(0, 100 * MS, MS).asked, 1);
    }

    #[test]
    fn a_nap_takes_time() {
        let error = run(Arguments::new(["--nap", "0"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
