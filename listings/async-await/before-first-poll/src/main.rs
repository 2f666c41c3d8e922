//! What runs when a future is made, and what runs when it is polled.

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rt_spin::block_on;

const HELP: &str = "\
Makes two futures, and polls the second one first.

Usage: before-first-poll

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

// ANCHOR: functions
fn choose(poet: &str) -> &str {
    println!("{poet} is chosen");
    poet
}

async fn recite(poet: &str) {
    println!("{poet}: from an async function");
}

fn announce(poet: &str) -> impl Future<Output = ()> {
    println!("{poet}: from a function");
    async move { println!("{poet}: from its async block") }
}
// ANCHOR_END: functions

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    // ANCHOR: main
    let first = recite(choose("Goethe"));
    let second = announce(choose("Verlaine"));
    println!("both are called");
    block_on(second);
    block_on(first);
    // ANCHOR_END: main
    Ok(())
}
