//! Prints the call stack when a piece has been read: by a blocking call, and by a callback.

mod blocking;
mod called;
mod stack;

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Prints the call stack at the moment when the first piece of a poem has been read.

Usage: upside-down [OPTIONS] <HOST:PORT>

Arguments:
  <HOST:PORT>  The server of the poem

Options:
  --blocking   Read with a blocking call, not in a callback
  -h, --help   Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

#[inline(never)]
fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let blocking = arguments.flag("--blocking");
    let servers = arguments.text_operands()?;
    let [server] = &servers[..] else {
        return Err(UsageError::new("needs one server, as HOST:PORT").into());
    };
    let calls = match blocking {
        true => blocking::fetch(server)?,
        false => called::run_loop(server)?,
    };
    calls.iter().for_each(|call| println!("{call}"));
    Ok(())
}

#[cfg(test)]
mod tests;
