//! Two clients that take `WouldBlock` for something else. Both are wrong.

use std::error::Error;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::thread;

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Fetches a poem and takes a refused read for something else.

Usage: mistaken [OPTIONS] <HOST:PORT>

Arguments:
  <HOST:PORT>   The server

Options:
  --as-end      Take it for the end of the poem; without this: for an error
  --pause <MS>  Sleep between connecting and the first read [default: 0]
  -h, --help    Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let receive = if arguments.flag("--as-end") { as_end } else { as_error };
    let pause = arguments.milliseconds("--pause")?.unwrap_or_default();
    let [server] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs one server, as HOST:PORT"))?;
    let stream = TcpStream::connect(server)?;
    stream.set_nonblocking(true)?;
    thread::sleep(pause);
    let poem = receive(stream)?;
    writeln!(io::stdout(), "the poem has {} bytes", poem.len())?;
    Ok(())
}

// ANCHOR: mistakes
/// Takes a refused read for the end of the poem.
fn as_end(mut stream: TcpStream) -> io::Result<Vec<u8>> {
    let mut poem = Vec::new();
    let mut buffer = [0; 512];
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        poem.extend_from_slice(&buffer[..count]);
    }
    Ok(poem)
}

/// Takes a refused read for an error.
fn as_error(mut stream: TcpStream) -> io::Result<Vec<u8>> {
    let mut poem = Vec::new();
    stream.read_to_end(&mut poem)?;
    Ok(poem)
}
// ANCHOR_END: mistakes

#[cfg(test)]
mod tests;
