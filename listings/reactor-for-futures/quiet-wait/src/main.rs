//! Measures what it costs to wait for three silent sockets, by a `block_on`
//! that spins and by one that waits in its reactor.

mod ways;

use std::error::Error;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Waits for a byte from each of three sockets, which comes late: by the block_on
that spins, and by the one that waits in its reactor.

Usage: quiet-wait [OPTIONS]

Options:
  --csv       Print comma-separated values
  --quick     Let the bytes come soon
  -h, --help  Print this help
";

const SILENCE: Duration = Duration::from_millis(1000);
const QUICK_SILENCE: Duration = Duration::from_millis(50);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let csv = arguments.flag("--csv");
    let silence = match arguments.flag("--quick") {
        true => QUICK_SILENCE,
        false => SILENCE,
    };
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let mut out = io::stdout();
    writeln!(out, "{}", if csv { CSV_HEADER } else { HEADER })?;
    let ways: [(&str, Way); 2] =
        [("spin", ways::by_spinning), ("reactor", ways::by_reactor)];
    for (name, way) in ways {
        let Measured { cpu, polls } = measure(way, silence)?;
        let cpu = cpu.as_secs_f64() * 1000.0;
        match csv {
            true => writeln!(out, "{name},{cpu:.2},{polls}")?,
            false => writeln!(out, "{name:8} {cpu:8.2} ms {polls:9}")?,
        }
    }
    Ok(())
}

const HEADER: &str = "by               CPU     polls";
const CSV_HEADER: &str = "by,CPU (ms),polls";

/// Waits for a byte from each of three connections to this address. Returns how
/// often the whole was polled.
type Way = fn(SocketAddr) -> io::Result<u64>;

struct Measured {
    /// How long the thread that waited was on a processor.
    cpu: Duration,
    polls: u64,
}

/// What it takes to wait in this way for bytes that come after so long.
fn measure(way: Way, silence: Duration) -> io::Result<Measured> {
    let (peer, address) = start_peer(silence)?;
    let cpu = cpu_clock::thread();
    let polls = way(address)?;
    let cpu = cpu_clock::thread() - cpu;
    peer.join().expect("the peer does not panic")?;
    Ok(Measured { cpu, polls })
}

/// Accepts three connections, and sends a byte to each when the time is over.
fn start_peer(
    silence: Duration,
) -> io::Result<(JoinHandle<io::Result<()>>, SocketAddr)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let begin = Instant::now();
    let peer = thread::spawn(move || {
        let accepted = listener.incoming().take(3);
        let streams: Vec<TcpStream> = accepted.collect::<Result<_, _>>()?;
        thread::sleep(silence.saturating_sub(begin.elapsed()));
        streams.iter().try_for_each(|mut stream| stream.write_all(b"."))
    });
    Ok((peer, address))
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    fn polls(way: Way) -> u64 {
        within(Duration::from_secs(20), move || {
            measure(way, QUICK_SILENCE).unwrap().polls
        })
    }

    #[test]
    fn the_reactor_polls_when_something_has_happened() {
        // Once at first, and for three connections and three bytes at most.
        assert!((2..=7).contains(&polls(ways::by_reactor)));
    }

    #[test]
    fn the_spinning_one_polls_again_and_again() {
        assert!(polls(ways::by_spinning) > 7);
    }

    #[test]
    fn an_end_is_no_byte() {
        within(Duration::from_secs(20), || {
            for way in [ways::by_spinning, ways::by_reactor] {
                let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
                let listener = listener.unwrap();
                let address = listener.local_addr().unwrap();
                let peer = thread::spawn(move || {
                    listener.incoming().take(3).for_each(drop);
                });
                assert!(way(address).is_err());
                peer.join().unwrap();
            }
        });
    }

    #[test]
    fn operands_are_refused() {
        assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
    }
}
