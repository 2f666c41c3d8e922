//! Waits for a letter from another thread, in the poll of a reactor.

use std::error::Error;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use patience::with_patience;
use rt_reactor::letter;

const HELP: &str = "\
Waits for a letter from another thread, in the poll of a reactor.

Usage: deaf [OPTIONS]

Options:
  --mended    Let the waker end the wait of the reactor
  -h, --help  Print this help
";

/// After so long without an end, nothing will come any more.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long the thread works for its letter.
const WORK: Duration = Duration::from_millis(100);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let mended = arguments.flag("--mended");
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    match with_patience(PATIENCE, move || correspond(mended)) {
        Some(text) => println!("the letter says {text:?}"),
        None => println!("after {PATIENCE:?}, nobody has opened the letter"),
    }
    Ok(())
}

fn correspond(mended: bool) -> &'static str {
    let (sender, letter) = letter();
    let thread = thread::spawn(move || {
        thread::sleep(WORK);
        println!("the letter is sent");
        sender.send("Ruh");
    });
    let text = match mended {
        false => deaf::block_on(letter),
        true => rt_reactor::block_on(letter),
    };
    thread.join().expect("the sender does not panic");
    text.expect("it is sent")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bell_ends_the_wait_of_the_reactor() {
        let long = Duration::from_secs(20);
        assert_eq!(with_patience(long, || correspond(true)), Some("Ruh"));
    }

    #[test]
    fn an_unpark_does_not() {
        assert_eq!(with_patience(PATIENCE, || correspond(false)), None);
    }
}
