//! Ways from a pinned wrapper to the future in it.

mod boxed;
mod by_hand;
mod projected;
#[cfg(test)]
mod tests;
mod unpin;

use std::error::Error;
use std::pin::pin;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rt_tasks::{block_on, yield_now};

const HELP: &str = "\
Wraps a future in four ways, and tells how large the wrapper is, and how often
the future was polled.

Usage: four-wrappers

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

/// Gives way twice, and keeps a line meanwhile.
async fn recite() -> usize {
    let line = *b"But when the leaves hang";
    yield_now().await;
    yield_now().await;
    line.len()
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let why = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(why).into());
    }
    println!("the future itself: {} bytes", size_of_val(&recite()));
    tell("in a box", boxed::Counted::new(recite()));
    tell("a reference to one", unpin::Counted::new(pin!(recite())));
    tell("projected by hand", by_hand::Counted::new(recite()));
    tell("projected by a macro", projected::Counted::new(recite()));
    Ok(())
}

fn tell(how: &str, counted: impl Future<Output = (usize, u32)>) {
    let size = size_of_val(&counted);
    let (_, polls) = block_on(counted);
    println!("{how}: {size} bytes, {polls} polls");
}
