//! What `unpark` leaves behind, and what `park` takes.

use std::error::Error;
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Unparks this thread a few times, and then parks it. A park that nobody ends is
given up after 500 ms.

Usage: one-permit [OPTIONS]

Options:
  -h, --help  Print this help
";

/// A park that nobody ends is given up after this time.
const PATIENCE: Duration = Duration::from_millis(500);

/// How long another thread works on a message.
const WORK: Duration = Duration::from_millis(20);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    for (unparks, parks) in [(0, 1), (1, 1), (2, 2)] {
        println!("unpark × {unparks}");
        for time in unpark_and_park(unparks, parks) {
            let time = time.as_secs_f64() * 1000.0;
            println!("  park returned after {time:.1} ms");
        }
    }
    let time = unpark_receive_and_park().as_secs_f64() * 1000.0;
    println!("unpark × 1, then a message");
    println!("  park returned after {time:.1} ms");
    Ok(())
}

// ANCHOR: permit
/// How long each park took.
fn unpark_and_park(unparks: usize, parks: usize) -> Vec<Duration> {
    for _ in 0..unparks {
        thread::current().unpark();
    }
    (0..parks).map(|_| park()).collect()
}

fn park() -> Duration {
    let begin = Instant::now();
    thread::park_timeout(PATIENCE);
    begin.elapsed()
}
// ANCHOR_END: permit

// ANCHOR: stolen
/// How long a park took, after an unpark and a wait for something else.
fn unpark_receive_and_park() -> Duration {
    thread::current().unpark();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        thread::sleep(WORK);
        sender.send(()).expect("the other thread receives");
    });
    receiver.recv().expect("the thread sends");
    park()
}
// ANCHOR_END: stolen

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
        assert_eq!(waited(0, 1), [true]);
        assert_eq!(waited(1, 2), [false, true]);
        assert_eq!(waited(2, 3), [false, true, true]);
    }

    #[test]
    fn who_waits_for_a_channel_takes_the_permit() {
        // A message that is there at once is received without a park.
        let waited = within(Duration::from_secs(60), || {
            (0..20).any(|_| unpark_receive_and_park() >= PATIENCE)
        });
        assert!(waited);
    }

    #[test]
    fn the_help_names_the_patience() {
        let patience = format!("after {} ms", PATIENCE.as_millis());
        assert!(HELP.contains(&patience), "{patience}");
    }

    #[test]
    fn operands_are_refused() {
        assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
    }
}
