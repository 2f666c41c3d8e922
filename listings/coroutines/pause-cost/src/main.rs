//! Measures what it takes to go on with a function and come back.

mod turns;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Measures what it takes to go on with a function that waits, and come back.

Usage: pause-cost [--csv | --quick]

Options:
  --csv       Print comma-separated values
  --quick     The same, with a few rounds only
  -h, --help  Print this help
";

/// How often there and back: in one thread, and with a second one.
const ROUNDS: (u32, u32) = (10_000_000, 20_000);
const FEW_ROUNDS: (u32, u32) = (1_000, 100);

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
    let (rounds, few) = if quick { FEW_ROUNDS } else { ROUNDS };
    let step = each(turns::by_step(rounds), rounds);
    let switch = each(turns::by_switch(rounds)?, rounds);
    let thread = each(turns::by_thread(few)?, few);
    let mut out = io::stdout();
    if csv {
        // One row. The first column is there to name it.
        writeln!(
            out,
            "functions,step (ns),switch (ns),thread (ns),\
             switch-by-step,thread-by-switch\n\
             1,{step:.1},{switch:.1},{thread:.0},{:.1},{:.0}",
            switch / step,
            thread / switch
        )?;
    } else {
        writeln!(
            out,
            "there and back by step(): {step:.1} ns\n\
             by two switches of the stack: {switch:.1} ns\n\
             by two switches of the thread: {thread:.0} ns"
        )?;
    }
    Ok(())
}

/// Nanoseconds for each round.
fn each(time: Duration, rounds: u32) -> f64 {
    time.as_secs_f64() * 1e9 / f64::from(rounds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_a_part_of_the_whole() {
        assert_eq!(each(Duration::from_micros(5), 1_000), 5.0);
    }

    #[test]
    fn there_are_no_operands() {
        assert!(run(Arguments::new(["ant"])).unwrap_err().is::<UsageError>());
    }
}
