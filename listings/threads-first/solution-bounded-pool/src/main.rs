//! Ten jobs for two workers and a queue with room for three: who waits, and when?

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use solution_bounded_pool::Pool;

const HELP: &str = "\
Hands ten jobs to two workers with a short queue.

Usage: solution-bounded-pool [OPTIONS]

Options:
  --room <N>  How many jobs the queue has room for [default: 3]
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let room = arguments.option("--room", "a whole number")?.unwrap_or(3);
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let pool = Pool::new(2.try_into()?, room)?;
    let begin = Instant::now();
    for number in 1..=10 {
        pool.run(|| thread::sleep(Duration::from_millis(100)));
        let ms = begin.elapsed().as_millis();
        writeln!(io::stdout(), "job {number} is in the queue after {ms} ms")?;
    }
    Ok(())
}
