//! Joins three futures, and makes one tuple of the outputs.

use std::error::Error;
use std::future::ready;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rt_spin::{block_on, join};
use solution_map::map;

const HELP: &str = "\
Joins three futures, and makes one tuple of the outputs.

Usage: solution-map

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        return Err(UsageError::new(format!(
            "takes no operands, and got {operand:?}"
        ))
        .into());
    }
    let nested = join(ready(1), join(ready("two"), ready('3')));
    let flat = map(nested, |(one, (two, three))| (one, two, three));
    println!("{:?}", block_on(flat));
    Ok(())
}
