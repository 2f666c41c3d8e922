//! Three tasks that sleep, and a fourth that one of them starts.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use solution_stack_scheduler::{Here, Wall, run};

const HELP: &str = "\
Runs tasks with stacks of their own, which sleep and start each other.

Usage: solution-stack-scheduler

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, start)
}

fn start(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    run(Wall(Instant::now()), |here| {
        for (name, ms) in [("ant", 60), ("bee", 40), ("cat", 10)] {
            if let Err(error) = here.spawn(move |here| nap(name, ms, here)) {
                say(&format!("{name}: {error}"));
            }
        }
    })?;
    Ok(())
}

fn nap(name: &str, ms: u64, here: &Here) {
    for turn in 1..=3 {
        here.sleep(Duration::from_millis(ms));
        say(&format!("{name} has slept, {turn} of 3"));
    }
}

fn say(text: &str) {
    // If nobody reads, there is nobody else to tell.
    writeln!(io::stdout(), "{text}").expect("standard output is read");
}
