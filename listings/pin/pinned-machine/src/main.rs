//! A machine that is pinned before it points into itself.

mod machine;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use machine::Machine;

const HELP: &str = "\
Machines that point into themselves, pinned on the heap. The vector that holds
their boxes moves, and they don't.

Usage: pinned-machine

Options:
  -h, --help  Print this help
";

const ANT: [u8; 24] = *b"But when the leaves hang";
const BEE: [u8; 24] = *b"The wind is passing thro";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let why = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(why).into());
    }
    // ANCHOR: push
    let mut machines = vec![Box::pin(Machine::new(ANT))];
    machines[0].as_mut().step();
    machines.push(Box::pin(Machine::new(BEE)));
    let word = machines[0].as_mut().finish();
    println!("{}", word.escape_ascii());
    // ANCHOR_END: push
    Ok(())
}
