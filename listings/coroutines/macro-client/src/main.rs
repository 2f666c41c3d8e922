//! Fetches poems with machines that a macro makes of straight code.

use std::error::Error;
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::rc::Rc;
use std::task::Poll;

use arguments::{Arguments, UsageError};
use decoders::{Decoder, Fault, Lines};
use machine::machine;
use poem_loop::{Counted, GoOn, fetch_all};

const HELP: &str = "\
Fetches several poems in one thread, each in a machine made by a macro.

Usage: macro-client <HOST:PORT>...
       macro-client --size

Arguments:
  <HOST:PORT>...  The servers, one for each poem

Options:
  --size          Print how large a machine is, and fetch nothing
  -h, --help      Print this help
";

/// The most bytes of a line.
const LONGEST: usize = 1_000;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let size = arguments.flag("--size");
    let servers = arguments.text_operands()?;
    if size && servers.is_empty() {
        let bytes = size_of::<CountLines>();
        writeln!(io::stdout(), "a machine has {bytes} bytes")?;
        return Ok(());
    }
    if size || servers.is_empty() {
        return Err(
            UsageError::new("needs at least one server, as HOST:PORT").into()
        );
    }
    fetch_all(&servers, begin, &mut io::stdout())
}

// ANCHOR: machine
machine! {
    /// Counts the lines of a poem, as they come.
    fn CountLines(stream: Rc<TcpStream>) -> io::Result<Counted> {
        let decoder: Lines = Lines::new(LONGEST);
        let counted: Counted = Counted::default();
        let is_open: bool = true;
        while (is_open) {
            let piece: Vec<u8> = pause!(read(&stream)?);
            is_open = !piece.is_empty();
            decoder.feed(&piece);
            count_whole(&mut decoder, &mut counted).map_err(io::Error::other)?;
        }
        decoder.finish().map_err(io::Error::other)?;
        Ok(counted)
    }
}
// ANCHOR_END: machine

// ANCHOR: read
/// Asks the socket once. An empty piece is the end.
fn read(mut stream: &TcpStream) -> Poll<io::Result<Vec<u8>>> {
    let mut buffer = [0; 512];
    match stream.read(&mut buffer) {
        Err(error) if error.kind() == ErrorKind::WouldBlock => Poll::Pending,
        answer => Poll::Ready(answer.map(|count| buffer[..count].to_vec())),
    }
}
// ANCHOR_END: read

/// Counts the lines that are whole.
fn count_whole(
    decoder: &mut Lines,
    counted: &mut Counted,
) -> Result<(), Fault> {
    while let Some(line) = decoder.next_frame()? {
        counted.count(&line);
    }
    Ok(())
}

fn begin(stream: Rc<TcpStream>) -> io::Result<GoOn> {
    let mut machine = CountLines::new(stream);
    Ok(Box::new(move || machine.step()))
}

#[cfg(test)]
mod tests;
