//! The command line of the search for bytes that are no text.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use solution_columns::check;

const HELP: &str = "\
Tells in which line and column a file is no UTF-8.

Usage: solution-columns <FILE>

Arguments:
  <FILE>      The file

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let [file] = <[_; 1]>::try_from(arguments.operands()?)
        .map_err(|_| UsageError::new("needs one file"))?;
    let bytes = fs::read(file)?;
    // Any size will do. With 1, every character that can be cut is.
    let pieces: Vec<&[u8]> = bytes.chunks(1).collect();
    match check(&pieces) {
        Ok(end) => {
            writeln!(io::stdout(), "text, as far as {end}")?;
            Ok(())
        }
        Err((place, fault)) => Err(format!("{place}: {fault}").into()),
    }
}
