//! Watches a connection that is under way: what the kernel says about it, and when.

use std::error::Error;
use std::io::{self, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use connecting::new_socket;
use rustix::io::Errno;
use rustix::net::connect;

const HELP: &str = "\
Begins to connect, and asks every millisecond how far it is. Prints each answer
that differs from the last one, until the connection is made.

Usage: pending-connect [OPTIONS] <ADDRESS>

Arguments:
  <ADDRESS>     The server, as 127.0.0.1:10001

Options:
  --again        Ask by calling connect again
  --answers <N>  Stop after so many answers
  --limit <MS>   Give up after so long [default: 5000]
  -h, --help     Print this help
";

const DEFAULT_LIMIT: Duration = Duration::from_secs(5);
const NAP: Duration = Duration::from_millis(1);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let ask = if arguments.flag("--again") { try_connect } else { look };
    let limit = arguments.milliseconds("--limit")?.unwrap_or(DEFAULT_LIMIT);
    let most = arguments.option("--answers", "a number")?.unwrap_or(usize::MAX);
    let operands = arguments.text_operands()?;
    let address = match operands.as_slice() {
        [server] => server.parse().ok(),
        _ => None,
    };
    let address = address.ok_or_else(|| {
        UsageError::new("needs one address, such as 127.0.0.1:10001")
    })?;
    watch(address, ask, (limit, most), &mut io::stdout())?;
    Ok(())
}

/// What the kernel says when it is asked, and whether there is a connection.
type Answer = (String, bool);

/// Stops when the time is over, or after the most answers that are wanted.
fn watch(
    address: SocketAddr,
    ask: fn(&TcpStream, SocketAddr) -> Answer,
    (limit, most): (Duration, usize),
    out: &mut impl Write,
) -> io::Result<()> {
    let stream = new_socket(address)?;
    let begin = Instant::now();
    let (mut last, _) = try_connect(&stream, address);
    writeln!(out, "{} {last}", ms(begin.elapsed()))?;
    let mut told = 1;
    while begin.elapsed() < limit {
        let (answer, connected) = ask(&stream, address);
        if answer != last {
            writeln!(out, "{} {answer}", ms(begin.elapsed()))?;
            told += 1;
        }
        if connected || told >= most {
            return Ok(());
        }
        last = answer;
        thread::sleep(NAP);
    }
    writeln!(out, "{} given up", ms(begin.elapsed()))
}

/// Asks for the socket's error, and then for its peer.
fn look(stream: &TcpStream, _: SocketAddr) -> Answer {
    let error = match stream.take_error() {
        Ok(None) => "no error".to_string(),
        Ok(Some(error)) | Err(error) => error.kind().to_string(),
    };
    match stream.peer_addr() {
        Ok(peer) => (format!("{error}; peer: {peer}"), true),
        Err(reason) => (format!("{error}; no peer: {}", reason.kind()), false),
    }
}

/// Calls `connect`, for the first time or again.
fn try_connect(stream: &TcpStream, address: SocketAddr) -> Answer {
    match connect(stream, &address) {
        Ok(()) => ("connect: ok".to_string(), false),
        Err(error) => {
            let answer = format!("connect: {}", io::Error::from(error));
            (answer, error == Errno::ISCONN)
        }
    }
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests;
