//! The command line of the decoder whose last line needs no end.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::Arguments;
use solution_last_line::LastLine;

const HELP: &str = "\
Prints the lines of a text that comes in pieces.

Usage: solution-last-line <PIECE>...

Arguments:
  <PIECE>...  The pieces, in which / stands for the end of a line

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout();
    let mut decoder = LastLine::new(80);
    for piece in arguments.text_operands()? {
        decoder.feed(piece.replace('/', "\n").as_bytes());
        while let Some(line) = decoder.next_line()? {
            writeln!(out, "{line:?}")?;
        }
    }
    if let Some(line) = decoder.end()? {
        writeln!(out, "{line:?}, by the end of the input")?;
    }
    Ok(())
}
