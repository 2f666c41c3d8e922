//! The command line of the task that blocks.

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use blocked_worker::{Meanwhile, Way, runtime, three};

const HELP: &str = "\
A task blocks its thread. Did the others go on meanwhile?

Usage: blocked-worker [OPTIONS] <WAY>

Arguments:
  <WAY>          How it blocks: call, in-place or elsewhere

Options:
  --workers <N>  So many workers; without it, the current-thread flavour
  -h, --help     Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let workers = arguments.option("--workers", "a number from 1 up")?;
    let way = match &*arguments.text_operands()? {
        [way] if way == "call" => Way::Call,
        [way] if way == "in-place" => Way::InPlace,
        [way] if way == "elsewhere" => Way::Elsewhere,
        _ => return Err(UsageError::new("needs one way").into()),
    };
    let Meanwhile { clock, letter } = runtime(workers)?.block_on(three(way));
    let said = |did| if did { "yes" } else { "no" };
    println!("the clock ticked:    {}", said(clock));
    println!("the letter was read: {}", said(letter));
    Ok(())
}
