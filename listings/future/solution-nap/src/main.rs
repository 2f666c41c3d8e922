//! Two naps at the same time.

use std::error::Error;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use rt_spin::{block_on, join};
use solution_nap::nap;

const HELP: &str = "\
Takes two naps at the same time, in one thread.

Usage: solution-nap

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
    let begin = Instant::now();
    let short = nap(Duration::from_millis(100));
    let long = nap(Duration::from_millis(250));
    let late = block_on(join(short, long));
    println!("both after {:?}; noticed late by {late:?}", begin.elapsed());
    Ok(())
}
