//! Shows who shares the non-blocking flag of a socket.

use std::error::Error;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Makes one handle of a socket non-blocking, and reads from its relatives, with a
time limit of 200 ms.

Usage: shared-flag

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        return Err(UsageError::new(format!(
            "takes no operands, and got {operand:?}"
        ))
        .into());
    }
    for (name, read) in read_relatives()? {
        let ms = read.took.as_secs_f64() * 1000.0;
        writeln!(io::stdout(), "{name}: {:?} after {ms:.1} ms", read.error)?;
    }
    Ok(())
}

/// A read that brought nothing.
#[derive(Debug)]
struct Silence {
    error: ErrorKind,
    took: Duration,
}

const PATIENCE: Duration = Duration::from_millis(200);

// ANCHOR: relatives
fn read_relatives() -> io::Result<[(&'static str, Silence); 4]> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let client = TcpStream::connect(listener.local_addr()?)?;
    let clone = client.try_clone()?;
    clone.set_nonblocking(true)?;
    let (server_end, _) = listener.accept()?;

    listener.set_nonblocking(true)?;
    // Stays connected to the end of this function.
    let _second_client = TcpStream::connect(listener.local_addr()?)?;
    let accepted = accept_soon(&listener)?;
    Ok([
        ("the clone", read(&clone)?),
        ("the socket it was cloned from", read(&client)?),
        ("the other end", read(&server_end)?),
        ("accepted from a non-blocking listener", read(&accepted)?),
    ])
}
// ANCHOR_END: relatives

/// Accepts a client that is on its way: `connect` may return a moment before `accept` can.
fn accept_soon(listener: &TcpListener) -> io::Result<TcpStream> {
    loop {
        match listener.accept() {
            Ok((stream, _)) => return Ok(stream),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
}

/// Reads where nothing will ever come.
fn read(mut stream: &TcpStream) -> io::Result<Silence> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let begin = Instant::now();
    match stream.read(&mut [0]) {
        Ok(count) => Err(io::Error::other(format!("{count} bytes came"))),
        Err(error) => {
            Ok(Silence { error: error.kind(), took: begin.elapsed() })
        }
    }
}

#[cfg(test)]
mod tests;
