//! Two futures that talk, joined, and who polls whom.

mod told;

use std::error::Error;
use std::pin::Pin;
use std::process::ExitCode;
use std::task::{Context, Poll};

use arguments::{Arguments, UsageError};
use rt_spin::{block_on, join};
use told::told;

const HELP: &str = "\
Two futures that each say some lines, one a poll. They are joined.

Usage: two-speakers

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

// ANCHOR: speaker
/// Says some lines, one a poll.
struct Speaker {
    name: &'static str,
    said: u32,
    lines: u32,
}

impl Future for Speaker {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u32> {
        if self.said == self.lines {
            return Poll::Ready(self.said);
        }
        self.said += 1;
        println!("{} says line {}", self.name, self.said);
        Poll::Pending
    }
}
// ANCHOR_END: speaker

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        return Err(UsageError::new(format!(
            "takes no operands, and got {operand:?}"
        ))
        .into());
    }
    // ANCHOR: join
    let ann = Speaker { name: "Ann", said: 0, lines: 1 };
    let bob = Speaker { name: "Bob", said: 0, lines: 2 };
    println!("Ann has {} line, and Bob has {}", ann.lines, bob.lines);
    let both = join(told("join", "Ann", ann), told("join", "Bob", bob));
    let lines = block_on(told("block_on", "join", both));
    println!("both are ready: {lines:?}");
    // ANCHOR_END: join
    Ok(())
}
