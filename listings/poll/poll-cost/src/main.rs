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

/// What one call costs.
#[derive(Debug, Clone, Copy)]
struct Cost {
    /// The call itself.
    call: Duration,
    /// Making the list for it.
    list: Duration,
}

const HEADER: &str = "sockets        call        list";
const CSV_HEADER: &str = "sockets,call (µs),list (µs)";

fn row(count: usize, cost: Cost) -> String {
    let Cost { call, list } = cost;
    format!("{count:7} {:8.1} µs {:8.1} µs", micros(call), micros(list))
}

fn csv_row(count: usize, cost: Cost) -> String {
    format!("{count},{:.3},{:.3}", micros(cost.call), micros(cost.list))
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000_000.0
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

    // ANCHOR: measure
    /// The mean of many calls.
    fn measure(&self) -> io::Result<Cost> {
        let begin = Instant::now();
        let (mut call, mut list, mut calls) =
            (Duration::ZERO, Duration::ZERO, 0);
        while begin.elapsed() < PERIOD {
            let before = Instant::now();
            let entry = |end| PollFd::new(end, PollFlags::IN);
            let mut entries: Vec<PollFd> =
                self.ends.iter().map(entry).collect();
            let between = Instant::now();
            poll(&mut entries, None)?;
            call += between.elapsed();
            list += between - before;
            calls += 1;
        }
        Ok(Cost { call: call / calls, list: list / calls })
    }
    // ANCHOR_END: measure
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
        assert!(cost.call > Duration::ZERO);
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
