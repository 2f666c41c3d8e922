//! A function that calls itself, on a small stack of its own.

use std::error::Error;
use std::hint::black_box;
use std::io::{self, Write};
use std::process::ExitCode;
use std::thread;

use arguments::{Arguments, UsageError};
use stackful::{Coroutine, STACK};

const HELP: &str = "\
Calls a function that calls itself, and needs a kibibyte of stack each time.

Usage: small-stack [--calls <N>] [--thread]

Options:
  --calls <N>  How often it calls itself [default: 10]
  --thread     On the stack of a thread, and not on that of a coroutine
  -h, --help   Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let calls = arguments.option("--calls", "a whole number")?.unwrap_or(10);
    let in_thread = arguments.flag("--thread");
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let sum = if in_thread {
        let thread = thread::Builder::new().stack_size(STACK);
        let thread = thread.spawn(move || dig(calls))?;
        thread.join().map_err(|_| "the thread panicked")?
    } else {
        in_coroutine(calls)?
    };
    writeln!(io::stdout(), "{calls} calls, and the sum is {sum}")?;
    Ok(())
}

// ANCHOR: dig
/// Calls itself so often, with a kibibyte on the stack each time.
fn dig(calls: u64) -> u64 {
    let room = black_box([calls; 128]);
    if calls == 0 { 0 } else { dig(calls - 1) + room[127] }
}
// ANCHOR_END: dig

fn in_coroutine(calls: u64) -> Result<u64, Box<dyn Error>> {
    let mut coroutine = Coroutine::new(STACK, |_| dig(calls))?;
    match coroutine.resume() {
        std::task::Poll::Ready(sum) => Ok(sum),
        std::task::Poll::Pending => unreachable!("`dig` does not pause"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_calls_fit() {
        assert_eq!(in_coroutine(10).unwrap(), 55);
        assert_eq!(dig(0), 0);
    }

    #[test]
    fn options_are_understood() {
        assert!(run(Arguments::new(["--calls", "x"])).is_err());
        assert!(run(Arguments::new(["ten"])).unwrap_err().is::<UsageError>());
    }
}
