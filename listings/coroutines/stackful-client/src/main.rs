//! Fetches poems with straight code that pauses inside the standard library.

use std::error::Error;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::net::TcpStream;
use std::process::ExitCode;
use std::rc::Rc;

use arguments::{Arguments, UsageError};
use poem_loop::{Counted, GoOn, fetch_all};
use stackful::{Coroutine, Pause, STACK};

const HELP: &str = "\
Fetches several poems in one thread, each in a coroutine with its own stack.

Usage: stackful-client <HOST:PORT>...

Arguments:
  <HOST:PORT>...  The servers, one for each poem

Options:
  -h, --help      Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let servers = arguments.text_operands()?;
    if servers.is_empty() {
        return Err(
            UsageError::new("needs at least one server, as HOST:PORT").into()
        );
    }
    fetch_all(&servers, begin, &mut io::stdout())
}

// ANCHOR: count
/// Counts the lines of a poem, from wherever it is read.
fn count_lines(poem: impl Read) -> io::Result<Counted> {
    let mut counted = Counted::default();
    for line in BufReader::new(poem).lines() {
        counted.count(&line?);
    }
    Ok(counted)
}
// ANCHOR_END: count

// ANCHOR: pausing
/// A socket whose `read` pauses where another would block.
struct Pausing<'a> {
    stream: Rc<TcpStream>,
    pause: &'a Pause,
}

impl Read for Pausing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match (&*self.stream).read(buffer) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    self.pause.pause();
                }
                answer => return answer,
            }
        }
    }
}
// ANCHOR_END: pausing

// ANCHOR: begin
fn begin(stream: Rc<TcpStream>) -> io::Result<GoOn> {
    let mut coroutine =
        Coroutine::new(STACK, |pause| count_lines(Pausing { stream, pause }))?;
    Ok(Box::new(move || coroutine.resume()))
}
// ANCHOR_END: begin

#[cfg(test)]
mod tests;
