//! The command line of the decoder of chunks.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::Arguments;
use decoders::decode;
use solution_chunks::Chunks;

const HELP: &str = "\
Prints the chunks of a message that comes in pieces.

Usage: solution-chunks <PIECE>...

Arguments:
  <PIECE>...  The pieces, in which / stands for the end of a line

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let pieces: Vec<String> = arguments
        .text_operands()?
        .iter()
        .map(|piece| piece.replace('/', "\r\n"))
        .collect();
    let (chunks, end) = decode(Chunks::new(1024), &pieces);
    for chunk in chunks {
        writeln!(io::stdout(), "b\"{}\"", chunk.escape_ascii())?;
    }
    Ok(end?)
}
