//! What the attribute in front of `main` stands for.

use std::error::Error;
use std::process::ExitCode;
use std::thread;

use arguments::{Arguments, UsageError};
use tokio::runtime::Builder;
use tokio::spawn;

const HELP: &str = "\
Tells in which threads the main future and a task of it are polled.

Usage: main-unmasked

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let why = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(why).into());
    }
    println!("by attribute: {:?}", by_attribute());
    println!("by hand:      {:?}", by_hand());
    Ok(())
}

// ANCHOR: both
#[tokio::main]
async fn by_attribute() -> [String; 2] {
    [place(), spawn(async { place() }).await.expect("no panic")]
}

fn by_hand() -> [String; 2] {
    Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("Failed building the Runtime")
        .block_on(async {
            [place(), spawn(async { place() }).await.expect("no panic")]
        })
}
// ANCHOR_END: both

/// The name of the thread that runs this.
fn place() -> String {
    thread::current().name().unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use time_limit::within;

    use super::*;

    #[test]
    fn both_are_the_same() {
        let limit = Duration::from_secs(20);
        let [main, task] = within(limit, by_attribute);
        assert_ne!(main, task);
        assert_eq!(within(limit, by_hand), [main, task]);
    }
}
