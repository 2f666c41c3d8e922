//! Two threads that are told of the same bytes.

use std::error::Error;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use rustix::event::{PollFd, PollFlags, poll};

const HELP: &str = "\
Lets two threads wait for the same socket with poll, and lets both read.

Usage: two-readers [--blocking]

Options:
  --blocking  Read from a blocking socket, with a time limit of 300 ms
  -h, --help  Print this help
";

const PATIENCE: Duration = Duration::from_millis(300);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let blocking = arguments.flag("--blocking");
    if let Some(operand) = arguments.operands()?.first() {
        return Err(UsageError::new(format!(
            "takes no operands, and got {operand:?}"
        ))
        .into());
    }
    let mut out = io::stdout();
    for line in both(blocking)? {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// What the two threads saw, the lucky one first.
fn both(blocking: bool) -> io::Result<[String; 2]> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let socket = TcpStream::connect(listener.local_addr()?)?;
    socket.set_nonblocking(!blocking)?;
    socket.set_read_timeout(Some(PATIENCE))?;
    let (mut peer, _) = listener.accept()?;
    let told = Barrier::new(2);
    peer.write_all(b"poem")?;
    let (one, other) = thread::scope(|scope| {
        let other = scope.spawn(|| told_and_read(&socket, &told));
        let one = told_and_read(&socket, &told);
        (one, other.join().expect("a reader returns its errors"))
    });
    let mut lines = [one?, other?];
    // "poll says" comes first in both; then a number, or a word.
    lines.sort();
    Ok(lines)
}

// ANCHOR: read
/// Waits until poll says that there is something to read, and until it has
/// said so to the other thread, too. Then reads.
fn told_and_read(mut socket: &TcpStream, told: &Barrier) -> io::Result<String> {
    let mut list = [PollFd::new(socket, PollFlags::IN)];
    poll(&mut list, None)?;
    told.wait();
    let begin = Instant::now();
    let read = match socket.read(&mut [0; 512]) {
        Ok(count) => format!("{count} bytes"),
        Err(error) if error.kind() == ErrorKind::WouldBlock => {
            "WouldBlock".to_string()
        }
        Err(error) => return Err(error),
    };
    let time = begin.elapsed().as_secs_f64() * 1000.0;
    Ok(format!("poll says IN; read: {read} after {time:.1} ms"))
}
// ANCHOR_END: read

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    #[test]
    fn one_gets_the_bytes_and_the_other_nothing() {
        for blocking in [false, true] {
            let lines = within(Duration::from_secs(20), move || {
                both(blocking).unwrap()
            });
            assert!(lines[0].contains("read: 4 bytes"), "{lines:?}");
            assert!(lines[1].contains("read: WouldBlock"), "{lines:?}");
        }
    }

    #[test]
    fn the_help_names_the_limit() {
        let limit = format!("time limit of {} ms\n", PATIENCE.as_millis());
        assert!(HELP.contains(&limit), "{limit}");
    }
}
