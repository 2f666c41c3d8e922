//! Measures what one event costs among many idle sockets, by `poll` and by epoll.

mod measure;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rustix::process::{Resource, getrlimit, setrlimit};

const HELP: &str = "\
Watches idle sockets and one on which a byte comes, reads the byte, and does so
again and again. Tells the CPU time of one turn, by poll and by epoll.

Usage: watch-cost [OPTIONS]

Options:
      --csv    Print comma-separated values
      --quick  Few sockets and few turns
  -h, --help   Print this help
";

/// How many sockets are watched.
const SOCKETS: [usize; 8] = [2, 10, 30, 100, 300, 1000, 3000, 5000];
const QUICK_SOCKETS: [usize; 2] = [2, 100];

const TURNS: u32 = 300;
const QUICK_TURNS: u32 = 30;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let csv = arguments.flag("--csv");
    let (sockets, turns) = match arguments.flag("--quick") {
        true => (&QUICK_SOCKETS[..], QUICK_TURNS),
        false => (&SOCKETS[..], TURNS),
    };
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    // Two descriptors a socket, and a few for the program.
    allow_descriptors(2 * SOCKETS[SOCKETS.len() - 1] as u64 + 64)?;
    let mut out = io::stdout();
    writeln!(out, "{}", if csv { CSV_HEADER } else { HEADER })?;
    for &sockets in sockets {
        let poll = measure::poll(sockets, turns)?.as_secs_f64() * 1e6;
        let epoll = measure::epoll(sockets, turns)?.as_secs_f64() * 1e6;
        let times = poll / epoll;
        match csv {
            true => writeln!(out, "{sockets},{poll:.2},{epoll:.2},{times:.1}")?,
            false => writeln!(
                out,
                "{sockets:7} {poll:9.2} µs {epoll:9.2} µs {times:7.1}"
            )?,
        }
    }
    Ok(())
}

const HEADER: &str = "sockets         poll        epoll   times";
const CSV_HEADER: &str = "sockets,poll (µs),epoll (µs),times";

/// A process may have few open descriptors unless it asks for more.
fn allow_descriptors(count: u64) -> Result<(), String> {
    let mut limit = getrlimit(Resource::Nofile);
    if limit.current.is_some_and(|current| current < count) {
        limit.current = Some(count);
        setrlimit(Resource::Nofile, limit)
            .map_err(|error| format!("{count} descriptors: {error}"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
