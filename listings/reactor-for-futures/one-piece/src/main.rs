//! One wake, from a peer through the reactor to a task, with every step told
//! to the recorder.

use std::error::Error;
use std::future::poll_fn;
use std::io::{self, Write};
use std::mem;
use std::net::{Ipv4Addr, TcpListener};
use std::process::ExitCode;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use rt_reactor::block_on;
use rt_reactor::net::TcpStream;
use trace::message;

const HELP: &str = "\
Waits for one piece from a peer, in the thread that has the reactor.

Usage: one-piece [OPTIONS]

Options:
  -h, --help  Print this help
";

/// How long the peer thinks: long enough for the task to find nothing.
const THINKING: Duration = Duration::from_millis(50);

const PIECE: &[u8] = b"Ruhest du auch.";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    println!("{}", String::from_utf8_lossy(&receive()?));
    Ok(())
}

fn receive() -> io::Result<Vec<u8>> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let peer = thread::spawn(move || send(&listener));
    let piece = block_on(async {
        let mut stream = TcpStream::connect(address).await?;
        another_poll().await;
        let mut buffer = [0; 512];
        let count = stream.read(&mut buffer).await?;
        Ok(buffer[..count].to_vec())
    });
    peer.join().expect("the peer returns its errors")?;
    piece
}

/// Ends this poll and asks for another one: the figure begins with it.
async fn another_poll() {
    let mut is_first = true;
    poll_fn(|cx| {
        if !mem::take(&mut is_first) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// What the peer does.
fn send(listener: &TcpListener) -> io::Result<()> {
    let (mut stream, _) = listener.accept()?;
    thread::sleep(THINKING);
    message("peer", "OS", format_args!("{} bytes", PIECE.len()));
    stream.write_all(PIECE)
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    #[test]
    fn the_piece_comes() {
        let piece = within(Duration::from_secs(20), || receive().unwrap());
        assert_eq!(piece, PIECE);
    }

    #[test]
    fn operands_are_refused() {
        assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
    }
}
