//! Measures how long two threads take to hand the turn over.

mod turns;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Measures how long two threads take to hand the turn over.

Usage: switch-cost [--csv | --quick]

Options:
  --csv       Print comma-separated values
  --quick     The same, with a few rounds only
  -h, --help  Print this help
";

/// There and back, so often.
const ROUNDS: usize = 20_000;
const FEW_ROUNDS: usize = 100;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let quick = arguments.flag("--quick");
    let csv = arguments.flag("--csv") || quick;
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let rounds = if quick { FEW_ROUNDS } else { ROUNDS };
    let each = |time: Duration| time.as_secs_f64() * 1e6 / (2 * rounds) as f64;
    let channel = each(turns::by_channel(rounds)?);
    let park = each(turns::by_park(rounds)?);
    let pipe = each(turns::by_pipe(rounds)?);
    let return_ = each(turns::by_return(rounds));
    let mut out = io::stdout();
    if csv {
        // One row. The first column is there to name it.
        writeln!(
            out,
            "threads,channel (µs),park (µs),pipe (µs),return (µs)\n\
             2,{channel:.2},{park:.2},{pipe:.2},{return_:.3}"
        )?;
    } else {
        writeln!(
            out,
            "two threads, by a channel: {channel:.2} µs a turn\n\
             two threads, by unpark: {park:.2} µs a turn\n\
             two threads, by a pipe: {pipe:.2} µs a turn\n\
             one thread, by return: {return_:.3} µs a turn"
        )?;
    }
    Ok(())
}
