//! One wake, from a socket to a task, with every step told to the recorder.
//!
//! The executor is the very file of `rt-park`, with a `park` that is told, too.

#[path = "../../rt-park/src/executor.rs"]
mod executor;
mod reactor;
mod sync;

use std::error::Error;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, Sender};
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use reactor::Reactor;
use rt_park::observed;
use trace::message;

const HELP: &str = "\
Waits for one piece from a peer, with a task that sleeps and a thread that waits
for the socket.

Usage: one-wake [OPTIONS]

Options:
  -h, --help  Print this help
";

/// How long the peer thinks, from the moment when the task finds nothing.
const THINKING: Duration = Duration::from_millis(20);

const PIECE: &[u8] = b"Ruhest du auch.";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let (piece, polls) = receive()?;
    println!("{polls} polls: {}", String::from_utf8_lossy(&piece));
    Ok(())
}

/// Returns the piece, and how often the task was polled.
fn receive() -> io::Result<(Vec<u8>, u32)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let ours = TcpStream::connect(listener.local_addr()?)?;
    ours.set_nonblocking(true)?;
    let (theirs, _) = listener.accept()?;
    let (waits, waited_for) = mpsc::channel();
    let peer = thread::spawn(move || send(theirs, &waited_for));
    let reactor = Reactor::start(ours.try_clone()?)?;
    let piece = Piece { stream: ours, reactor, waits, polls: 0 };
    let received = executor::block_on(piece);
    peer.join().expect("the peer returns its errors")?;
    received
}

/// What the peer does.
fn send(mut stream: TcpStream, waited_for: &Receiver<()>) -> io::Result<()> {
    waited_for.recv().map_err(io::Error::other)?;
    thread::sleep(THINKING);
    message("peer", "OS", format!("{} bytes", PIECE.len()));
    stream.write_all(PIECE)
}

// ANCHOR: piece
/// A piece that will come from a socket.
struct Piece {
    stream: TcpStream,
    reactor: Reactor,
    /// Tells the peer that somebody waits.
    waits: Sender<()>,
    polls: u32,
}

impl Future for Piece {
    type Output = io::Result<(Vec<u8>, u32)>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        self.polls += 1;
        loop {
            let mut buffer = [0; 512];
            message("main", "OS", "read");
            match self.stream.read(&mut buffer) {
                Ok(count) => {
                    message("OS", "main", format!("{count} bytes"));
                    let piece = buffer[..count].to_vec();
                    return Poll::Ready(Ok((piece, self.polls)));
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    message("OS", "main", "WouldBlock");
                }
                Err(error) => return Poll::Ready(Err(error)),
            }
            if self.reactor.wake_when_readable(cx.waker()) {
                // The peer may be gone: then the next read says so.
                let _ = self.waits.send(());
                return Poll::Pending;
            }
        }
    }
}
// ANCHOR_END: piece

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    #[test]
    fn one_wake_is_one_poll_more() {
        let received = within(Duration::from_secs(20), || receive().unwrap());
        assert_eq!(received, (PIECE.to_vec(), 2));
    }

    #[test]
    fn operands_are_refused() {
        assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
    }
}
