//! A machine that is pinned, stays where it is, and has a second way to itself.

mod machine;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use machine::Machine;

const HELP: &str = "\
A machine that points into itself, and stays where it is. Nothing tells the
compiler that there is a second way to its line.

Usage: second-way

Options:
  -h, --help  Print this help
";

const ANT: [u8; 24] = *b"But when the leaves hang";
fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let why = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(why).into());
    }
    let mut ant = Box::pin(Machine::new(ANT));
    ant.as_mut().step();
    let word = ant.as_mut().finish();
    println!("{}", word.escape_ascii());
    Ok(())
}
