//! Counts how often reads are polled, and how many of these polls find nothing.

use std::cell::Cell;
use std::error::Error;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::pin::Pin;
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::task::{Context, Poll};
use std::thread;

use arguments::{Arguments, UsageError};
use crowd::Crowd;
use rt_reactor::net::TcpStream;
use rt_reactor::{block_on, join};

const HELP: &str = "\
Waits for a byte from each of several sockets, by a join of all reads and by a
crowd of them. Counts the polls of the reads.

Usage: solution-polls-in-vain [OPTIONS] <COUNT>...

Arguments:
  <COUNT>...  How many sockets

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let counts = arguments.text_operands()?;
    if counts.is_empty() {
        return Err(UsageError::new("needs a count").into());
    }
    println!("sockets  joined: polls  in vain  in a crowd: polls  in vain");
    for word in counts {
        let count = word
            .parse()
            .map_err(|_| UsageError::new(format!("{word:?} is no count")))?;
        let (joined, crowd) = (polls(count, by_join)?, polls(count, by_crowd)?);
        println!(
            "{count:7} {:14} {:8} {:18} {:8}",
            joined.all, joined.in_vain, crowd.all, crowd.in_vain
        );
    }
    Ok(())
}

/// How often reads were polled.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Polls {
    all: u64,
    /// Those that found nothing, and were not the first: a read has to be
    /// polled once to leave its waker.
    in_vain: u64,
}

/// Counts the polls of a future.
struct Counted<F> {
    future: F,
    first: bool,
    polls: Rc<Cell<Polls>>,
}

impl<F: Future + Unpin> Future for Counted<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let polled = Pin::new(&mut self.future).poll(cx);
        let mut polls = self.polls.get();
        polls.all += 1;
        polls.in_vain += u64::from(polled.is_pending() && !self.first);
        self.polls.set(polls);
        self.first = false;
        polled
    }
}

type Read = Pin<Box<dyn Future<Output = ()>>>;
type Way = fn(Vec<Read>) -> Read;

/// All reads by the same waker.
fn by_join(reads: Vec<Read>) -> Read {
    let nothing: Read = Box::pin(async {});
    reads.into_iter().fold(nothing, |all, read| {
        Box::pin(async {
            join(all, read).await;
        })
    })
}

/// Each read by a waker of its own.
fn by_crowd(reads: Vec<Read>) -> Read {
    let crowd = Crowd::default();
    reads.into_iter().for_each(|read| crowd.add("read", read));
    Box::pin(crowd.everybody())
}

/// Counts the polls of so many reads, whose bytes come one after another.
fn polls(count: usize, way: Way) -> io::Result<Polls> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let (thank, thanked) = mpsc::channel();
    let peer = thread::spawn(move || send(&listener, count, &thanked));
    let polls = Rc::new(Cell::new(Polls::default()));
    block_on(async {
        let mut reads = Vec::new();
        for _ in 0..count {
            let stream = TcpStream::connect(address).await?;
            reads.push(read(stream, Rc::clone(&polls), thank.clone()));
        }
        let all = way(reads);
        // All are polled once before the first byte is sent.
        let _ = thank.send(());
        all.await;
        io::Result::Ok(())
    })?;
    peer.join().expect("the peer does not panic")?;
    Ok(polls.get())
}

fn read(
    mut stream: TcpStream,
    polls: Rc<Cell<Polls>>,
    thank: Sender<()>,
) -> Read {
    Box::pin(async move {
        let mut buffer = [0];
        let future = Box::pin(stream.read(&mut buffer));
        let read = Counted { future, first: true, polls }.await;
        if let Err(error) = read {
            eprintln!("solution-polls-in-vain: {error}");
        }
        // The peer may be gone, after an error.
        let _ = thank.send(());
    })
}

/// What the peer does: the last socket first, and one when the one before is
/// done. Who is asked last in a round has nobody behind it.
fn send(
    listener: &TcpListener,
    count: usize,
    thanked: &Receiver<()>,
) -> io::Result<()> {
    let accepted = listener.incoming().take(count);
    let streams = accepted.collect::<io::Result<Vec<_>>>()?;
    for mut stream in streams.into_iter().rev() {
        thanked.recv().map_err(io::Error::other)?;
        stream.write_all(b".")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use time_limit::within;

    use super::*;

    fn counted(count: usize, way: Way) -> Polls {
        within(Duration::from_secs(20), move || polls(count, way).unwrap())
    }

    #[test]
    fn in_a_crowd_no_poll_is_in_vain() {
        let polls = counted(20, by_crowd);
        assert_eq!(polls.in_vain, 0);
        assert!(polls.all <= 40);
    }

    #[test]
    fn a_join_polls_all_whoever_is_woken() {
        let polls = counted(20, by_join);
        assert!(polls.in_vain > 100, "{polls:?}");
    }

    #[test]
    fn there_must_be_a_count() {
        assert!(run(Arguments::new([""; 0])).unwrap_err().is::<UsageError>());
        assert!(run(Arguments::new(["x"])).unwrap_err().is::<UsageError>());
    }
}
