//! One wake, from a socket to a task, with every step told to the recorder.
//!
//! The executor is the very file of `rt-park`, with a `park` that is told, too.

#[path = "../../rt-park/src/executor.rs"]
mod executor;
mod piece;
mod reactor;
mod sync;

use std::error::Error;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use piece::{Piece, Received};
use reactor::Reactor;
use rt_park::observed;
use trace::message;

const HELP: &str = "\
Waits for one piece from a peer, with a task that sleeps and a thread that waits
for the socket.

Usage: one-wake [OPTIONS]

Options:
  --csv       Do it often, and print how long each part of the way takes
              (the median): comma-separated values
  --quick     Do it less often
  -h, --help  Print this help
";

/// How long the peer thinks, from the moment when the task finds nothing: long
/// enough for both threads to fall asleep.
const THINKING: Duration = Duration::from_millis(20);
const SHORT_THINKING: Duration = Duration::from_millis(5);

const ROUNDS: usize = 201;
const QUICK_ROUNDS: usize = 5;

const PIECE: &[u8] = b"Ruhest du auch.";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let csv = arguments.flag("--csv");
    let rounds = if arguments.flag("--quick") { QUICK_ROUNDS } else { ROUNDS };
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    if csv {
        println!("where,later (µs)");
        for (name, time) in
            ["reactor", "executor", "task"].iter().zip(medians(rounds)?)
        {
            println!("{name},{:.1}", time.as_secs_f64() * 1e6);
        }
        return Ok(());
    }
    let (received, _) = receive(THINKING)?;
    let piece = String::from_utf8_lossy(&received.piece);
    println!("{} polls: {piece}", received.polls);
    Ok(())
}

/// How long it takes from the peer's write until *poll(2)* has returned, from
/// there to the poll, and from there to the end of the read.
fn medians(rounds: usize) -> io::Result<[Duration; 3]> {
    let mut times = [(); 3].map(|()| Vec::with_capacity(rounds));
    for _ in 0..rounds {
        let (received, sent) = receive(SHORT_THINKING)?;
        let Received { readable, polled, read, .. } = received;
        let moments = [sent, readable, polled, read];
        for (times, pair) in times.iter_mut().zip(moments.windows(2)) {
            times.push(pair[1] - pair[0]);
        }
    }
    Ok(times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    }))
}

/// Returns what the task has received, and when it was sent.
fn receive(thinking: Duration) -> io::Result<(Received, Instant)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let ours = TcpStream::connect(listener.local_addr()?)?;
    ours.set_nonblocking(true)?;
    let (theirs, _) = listener.accept()?;
    let (waits, waited_for) = mpsc::channel();
    let peer = thread::spawn(move || send(theirs, &waited_for, thinking));
    let reactor = Reactor::start(ours.try_clone()?)?;
    let piece = Piece::new(ours, reactor, waits);
    let received = executor::block_on(piece);
    let sent = peer.join().expect("the peer returns its errors")?;
    Ok((received?, sent))
}

/// What the peer does. Returns when it has begun to write.
fn send(
    mut stream: TcpStream,
    waited_for: &Receiver<()>,
    thinking: Duration,
) -> io::Result<Instant> {
    waited_for.recv().map_err(io::Error::other)?;
    thread::sleep(thinking);
    message("peer", "OS", format!("{} bytes", PIECE.len()));
    let sent = Instant::now();
    stream.write_all(PIECE)?;
    Ok(sent)
}

#[cfg(test)]
mod tests;
