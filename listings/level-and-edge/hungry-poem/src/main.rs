//! A slow poem beside a fast peer that is drained.

mod peers;

use std::collections::VecDeque;
use std::error::Error;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::os::fd::AsFd;
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use peers::{Peer, Progress};
use rustix::buffer::spare_capacity;
use rustix::event::Timespec;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::io::retry_on_intr;

const HELP: &str = "\
Reads from a fast peer and from a slow poem in one thread, with edges. Tells how
long the worst piece of the poem lay unread.

Usage: hungry-poem [OPTIONS]

Options:
      --budget <N>  Read at most N times from one peer before the next one has
                    its turn [default: until it is drained]
  -h, --help        Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let budget = arguments
        .option::<NonZeroUsize>("--budget", "a number of at least 1")?
        .unwrap_or(NonZeroUsize::MAX);
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let (peers, senders) = peers::connected()?;
    let peers = serve(peers, budget.get())?;
    for sender in senders {
        sender.join().map_err(|_| "a sender has panicked")??;
    }
    let mut out = io::stdout();
    for Peer { name, bytes, worst, .. } in peers {
        write!(out, "the {name}: {bytes} bytes")?;
        match worst {
            Duration::ZERO => writeln!(out)?,
            worst => writeln!(out, ", the worst piece {} late", ms(worst))?,
        }
    }
    Ok(())
}

// ANCHOR: serve
/// Serves whoever is ready, in turns of at most `budget` reads.
fn serve(mut peers: Vec<Peer>, budget: usize) -> io::Result<Vec<Peer>> {
    let epoll = epoll::create(CreateFlags::CLOEXEC)?;
    for (index, peer) in (0..).zip(&peers) {
        let (key, flags) = (EventData::new_u64(index), EventFlags::IN);
        epoll::add(&epoll, &peer.stream, key, flags | EventFlags::ET)?;
    }
    let mut under_way = peers.len();
    let mut ready = VecDeque::new();
    let mut events = Vec::with_capacity(16);
    while under_way > 0 {
        // Who is in the list is not told again: it must not wait for an event.
        let timeout = (!ready.is_empty()).then_some(&NO_TIME);
        wait(&epoll, &mut events, timeout)?;
        for event in &events {
            queue_once(&mut ready, event.data.u64() as usize);
        }
        for _ in 0..ready.len() {
            let Some(index) = ready.pop_front() else { break };
            match peers[index].go_on(budget) {
                Progress::Drained => {}
                Progress::BudgetSpent => ready.push_back(index),
                Progress::Over => {
                    epoll::delete(&epoll, &peers[index].stream)?;
                    under_way -= 1;
                }
            }
        }
    }
    Ok(peers)
}
// ANCHOR_END: serve

/// An event may come for a peer that stands in the list already. A second place would give it two
/// turns for each of the others, and one turn after it is over.
fn queue_once(ready: &mut VecDeque<usize>, index: usize) {
    if !ready.contains(&index) {
        ready.push_back(index);
    }
}

const NO_TIME: Timespec = Timespec { tv_sec: 0, tv_nsec: 0 };

fn wait(
    epoll: impl AsFd,
    events: &mut Vec<epoll::Event>,
    timeout: Option<&Timespec>,
) -> io::Result<()> {
    events.clear();
    retry_on_intr(|| {
        epoll::wait(epoll.as_fd(), spare_capacity(events), timeout)
    })?;
    Ok(())
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests;
