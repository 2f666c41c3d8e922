//! Reads and writes one socket at the same time, with one waker for both.

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use patience::with_patience;

mod talk;

/// The runtime that is mended.
mod runtime {
    pub(crate) use rt_reactor::{block_on, net};
}

const HELP: &str = "\
Sends a long letter and reads an answer, by two futures over one socket.

Usage: one-slot [OPTIONS]

Options:
  --join      Let both futures have the same waker
  --mended    Keep a waker for each direction
  -h, --help  Print this help
";

/// After so long without an end, nothing will come any more.
const PATIENCE: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let joined = arguments.flag("--join");
    let talk = match arguments.flag("--mended") {
        false => one_slot::talk::talk,
        true => talk::talk,
    };
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    match with_patience(PATIENCE, move || talk(joined)) {
        Some(done) => println!("{} of 2 are done", done?),
        None => println!("after {PATIENCE:?}, somebody still waits"),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Far more than a run takes that does not hang.
    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn with_a_slot_for_each_direction_both_are_done() {
        for joined in [false, true] {
            let done = with_patience(LONG, move || talk::talk(joined));
            assert_eq!(done.unwrap().unwrap(), 2);
        }
    }

    #[test]
    fn with_one_slot_and_one_waker_both_are_done() {
        let done = with_patience(LONG, || one_slot::talk::talk(true));
        assert_eq!(done.unwrap().unwrap(), 2);
    }

    #[test]
    fn with_one_slot_and_two_wakers_somebody_waits_for_ever() {
        let done = with_patience(PATIENCE, || one_slot::talk::talk(false));
        assert!(done.is_none(), "{done:?}");
    }
}
