//! Counts the polls of two futures and of their join.

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rt_spin::{block_on, join};
use solution_count_polls::{Pauses, counted};

const HELP: &str = "\
Two futures that are pending so many times, joined: how often are they polled?

Usage: solution-count-polls <PAUSES> <PAUSES>

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let [left, right] = &arguments.text_operands()?[..] else {
        return Err(UsageError::new("needs two numbers").into());
    };
    let (left, right) = (number(left)?, number(right)?);
    let both = join(counted(Pauses(left)), counted(Pauses(right)));
    let ((((), left), ((), right)), polls) = block_on(counted(both));
    println!("the first: {left}, the second: {right}, the join: {polls}");
    Ok(())
}

fn number(word: &str) -> Result<u64, UsageError> {
    let fault = |_| UsageError::new(format!("needs a number, not {word:?}"));
    word.parse().map_err(fault)
}
