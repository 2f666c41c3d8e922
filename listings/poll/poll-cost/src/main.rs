//! How long a call of poll takes for so many silent sockets.

use std::error::Error;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Resource, getrlimit, setrlimit};

const HELP: &str = "\
Measures how long a call of poll takes for several numbers of connections, of which
one has a byte to read and the others are silent.

Usage: poll-cost [OPTIONS]

Options:
  --csv       Print comma-separated values
  --quick     Measure two small numbers only
  -h, --help  Print this help
";

const COUNTS: [usize; 9] = [1, 10, 50, 100, 500, 1000, 2000, 3500, 5000];
const QUICK_COUNTS: [usize; 2] = [1, 10];

/// For how long each number is measured.
const PERIOD: Duration = Duration::from_millis(400);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let csv = arguments.flag("--csv");
    let counts = match arguments.flag("--quick") {
        true => &QUICK_COUNTS[..],
        false => &COUNTS[..],
    };
    if let Some(operand) = arguments.operands()?.first() {
        return Err(UsageError::new(format!(
            "takes no operands, and got {operand:?}"
        ))
        .into());
    }
    allow_descriptors();
    let mut out = io::stdout();
    writeln!(out, "{}", if csv { CSV_HEADER } else { HEADER })?;
    for &count in counts {
        let connections = Connections::open(count)
            .map_err(|error| format!("no {count} connections: {error}"))?;
        let cost = connections.measure()?;
        let row = if csv { csv_row } else { row };
        writeln!(out, "{}", row(count, cost))?;
    }
    Ok(())
}

const HEADER: &str = "sockets        call   for each";
const CSV_HEADER: &str = "sockets,call (µs),each (ns)";

fn row(count: usize, call: Duration) -> String {
    format!("{count:7} {:8.1} µs {:7.0} ns", micros(call), each(count, call))
}

fn csv_row(count: usize, call: Duration) -> String {
    format!("{count},{:.2},{:.0}", micros(call), each(count, call))
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000_000.0
}

/// The part of one socket, in nanoseconds.
fn each(count: usize, call: Duration) -> f64 {
    call.as_secs_f64() * 1_000_000_000.0 / count as f64
}

/// Allows this process as many descriptors as it may allow itself. If that is
/// not enough, opening them tells.
fn allow_descriptors() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    let _ = setrlimit(Resource::Nofile, limit);
}

/// Connections of this process with itself.
#[derive(Debug)]
struct Connections {
    ends: Vec<TcpStream>,
    _peers: Vec<TcpStream>,
}

impl Connections {
    /// Opens so many. A byte lies in the last one.
    fn open(count: usize) -> io::Result<Connections> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let (mut ends, mut peers) = (Vec::new(), Vec::new());
        for _ in 0..count {
            ends.push(TcpStream::connect(address)?);
            peers.push(listener.accept()?.0);
        }
        if let Some(mut peer) = peers.last() {
            peer.write_all(b"!")?;
        }
        Ok(Connections { ends, _peers: peers })
    }

    /// The median of many calls: other programs lengthen some of them.
    fn measure(&self) -> io::Result<Duration> {
        let entry = |end| PollFd::new(end, PollFlags::IN);
        let mut list: Vec<PollFd> = self.ends.iter().map(entry).collect();
        let begin = Instant::now();
        let mut calls = Vec::new();
        while begin.elapsed() < PERIOD {
            let before = Instant::now();
            poll(&mut list, None)?;
            calls.push(before.elapsed());
        }
        calls.sort();
        Ok(calls[calls.len() / 2])
    }
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    #[test]
    fn a_row_has_a_value_for_each_column() {
        let cost = within(Duration::from_secs(30), || {
            Connections::open(3).unwrap().measure().unwrap()
        });
        assert!(cost > Duration::ZERO);
        let row = csv_row(3, cost);
        assert!(row.starts_with("3,"), "{row}");
        assert_eq!(row.split(',').count(), CSV_HEADER.split(',').count());
    }

    #[test]
    fn only_the_last_connection_has_something() {
        let heard = within(Duration::from_secs(30), || {
            let connections = Connections::open(3).unwrap();
            let entry = |end| PollFd::new(end, PollFlags::IN);
            let mut list: Vec<_> = connections.ends.iter().map(entry).collect();
            poll(&mut list, None).unwrap();
            list.iter().map(PollFd::revents).collect::<Vec<_>>()
        });
        let nothing = PollFlags::empty();
        assert_eq!(heard, [nothing, nothing, PollFlags::IN]);
    }

    #[test]
    fn the_quick_counts_are_among_the_others() {
        assert!(QUICK_COUNTS.iter().all(|count| COUNTS.contains(count)));
    }
}
