//! A machine that is moved, and then reads through its pointer.

mod machine;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use machine::Machine;

const HELP: &str = "\
A machine reads through its own pointer when it has been moved. What that
prints is anybody's guess; `cargo +nightly miri run -p dangling-word` says why.

Usage: dangling-word

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
    let mut machines = vec![Machine::new(ANT)];
    machines[0].step();
    machines.push(Machine::new(BEE));
    let word = machines[0].finish();
    println!("{}", word.escape_ascii());
    // ANCHOR_END: push
    Ok(())
}
