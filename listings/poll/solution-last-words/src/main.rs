//! Hears out a peer that has hung up.

use std::error::Error;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use rustix::event::{PollFd, PollFlags, poll};

const HELP: &str = "\
Asks a server a question, shuts down its own side, and receives the answer, with a
client that stops at POLLHUP and with one that reads to the end.

Usage: solution-last-words

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
    let mut out = io::stdout();
    for (name, receive) in WAYS {
        let bytes = receive(&hung_up()?)?.len();
        writeln!(out, "{name}: {bytes} bytes")?;
    }
    Ok(())
}

type Receive = fn(&TcpStream) -> io::Result<Vec<u8>>;
const WAYS: [(&str, Receive); 2] =
    [("stops at the hang-up", stop_at_hang_up), ("hears it out", hear_out)];

/// The trap: a hang-up is taken for the end.
fn stop_at_hang_up(mut socket: &TcpStream) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        let readiness = readiness(socket)?;
        if readiness.contains(PollFlags::HUP) {
            return Ok(bytes);
        }
        let mut buffer = [0; 8];
        if let Ok(count) = socket.read(&mut buffer) {
            bytes.extend_from_slice(&buffer[..count]);
        }
    }
}

/// Whatever poll says, `read` is asked, and says when it is over.
fn hear_out(mut socket: &TcpStream) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        readiness(socket)?;
        let mut buffer = [0; 8];
        match socket.read(&mut buffer) {
            Ok(0) => return Ok(bytes),
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::Interrupted => {}
                _ => return Err(error),
            },
        }
    }
}

fn readiness(socket: &TcpStream) -> io::Result<PollFlags> {
    let mut list = [PollFd::new(socket, PollFlags::IN)];
    poll(&mut list, None)?;
    Ok(list[0].revents())
}

/// A connection on which both sides have said all they wanted to say; the answer is not read.
fn hung_up() -> io::Result<TcpStream> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let mut socket = TcpStream::connect(listener.local_addr()?)?;
    socket.write_all(b"?")?;
    socket.shutdown(Shutdown::Write)?;
    let answering = thread::spawn(move || {
        let (mut peer, _) = listener.accept()?;
        peer.read_to_end(&mut Vec::new())?;
        peer.write_all(b"Ruhest du auch.\n")
    });
    answering.join().expect("the server returns its errors")?;
    // The server has closed; now its last packet only has to arrive.
    while !readiness(&socket)?.contains(PollFlags::HUP) {
        thread::sleep(Duration::from_millis(1));
    }
    socket.set_nonblocking(true)?;
    Ok(socket)
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    fn received(receive: Receive) -> Vec<u8> {
        within(Duration::from_secs(20), move || {
            receive(&hung_up().unwrap()).unwrap()
        })
    }

    #[test]
    fn the_last_words_are_heard() {
        assert_eq!(received(hear_out), b"Ruhest du auch.\n");
    }

    #[test]
    fn the_trap_loses_them() {
        assert_eq!(received(stop_at_hang_up), b"");
    }
}
