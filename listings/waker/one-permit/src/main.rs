//! What `unpark` leaves behind, and what `park` takes.

use std::error::Error;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Unparks this thread a few times, and then parks it.

Usage: one-permit [OPTIONS]

Options:
  -h, --help  Print this help
";

/// A park that nobody ends is given up after this time.
const PATIENCE: Duration = Duration::from_millis(500);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    for (unparks, parks) in [(0, 1), (1, 1), (2, 2)] {
        println!("unparked {unparks} times:");
        for time in unpark_and_park(unparks, parks) {
            let time = time.as_secs_f64() * 1000.0;
            println!("  park returned after {time:.1} ms");
        }
    }
    Ok(())
}

// ANCHOR: permit
/// How long each park took.
fn unpark_and_park(unparks: usize, parks: usize) -> Vec<Duration> {
    for _ in 0..unparks {
        thread::current().unpark();
    }
    let parked = || {
        let begin = Instant::now();
        thread::park_timeout(PATIENCE);
        begin.elapsed()
    };
    (0..parks).map(|_| parked()).collect()
}
// ANCHOR_END: permit

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    /// Which of the parks took as long as they could.
    fn waited(unparks: usize, parks: usize) -> Vec<bool> {
        let times = within(Duration::from_secs(20), move || {
            unpark_and_park(unparks, parks)
        });
        times.into_iter().map(|time| time >= PATIENCE).collect()
    }

    #[test]
    fn two_unparks_are_one_permit() {
        assert_eq!(waited(1, 2), [false, true]);
        assert_eq!(waited(2, 3), [false, true, true]);
    }

    #[test]
    fn operands_are_refused() {
        assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
    }
}
