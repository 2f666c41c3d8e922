//! Fetches poems with a pool of threads.

use std::error::Error;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Instant;

use arguments::{Arguments, UsageError};
use fetch_poem::{fetch, ms};
use thread_pool::Pool;
use trace::Task;

const HELP: &str = "\
Fetches poems with a pool of threads.

Usage: thread-pool [OPTIONS] <HOST:PORT>...

Arguments:
  <HOST:PORT>...  The servers, one for each poem

Options:
  --workers <N>   How many threads [default: 2]
  -h, --help      Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let workers = arguments
        .option("--workers", "a whole number from 1 up")?
        .unwrap_or(const { NonZeroUsize::new(2).expect("2 is not 0") });
    let servers = arguments.text_operands()?;
    if servers.is_empty() {
        return Err(
            UsageError::new("needs at least one server, as HOST:PORT").into()
        );
    }
    let count = servers.len();
    let fetched = fetch_all(servers, workers, &mut io::stdout())?;
    match count - fetched {
        0 => Ok(()),
        missing => Err(format!("{missing} of {count} poems missing").into()),
    }
}

/// Returns how many poems came.
fn fetch_all(
    servers: Vec<String>,
    workers: NonZeroUsize,
    out: &mut impl Write,
) -> io::Result<usize> {
    let begin = Instant::now();
    let mut fetched = 0;
    let pool = Pool::new(workers)?;
    let (sender, results) = mpsc::channel();
    for (number, server) in (1..).zip(servers) {
        let sender = sender.clone();
        let task = Task::begin(format!("poem {number}"));
        pool.run(move || {
            // Fails if nobody listens any more. Then nobody misses it.
            let _ = sender.send((number, fetch(&server, &task)));
        });
    }
    drop(sender);
    for (number, result) in results {
        write!(out, "after {}: poem {number}: ", ms(begin.elapsed()))?;
        match result {
            Ok(poem) => {
                writeln!(out, "{poem}")?;
                fetched += 1;
            }
            Err(error) => writeln!(out, "{error}")?,
        }
    }
    Ok(fetched)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use slow_server::Pace;
    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    #[test]
    fn more_poems_than_workers_all_come() {
        let pace = Pace {
            bytes: 2.try_into().unwrap(),
            delay: Duration::from_millis(1),
            jitter: Duration::ZERO,
        };
        let server = slow_server::start(b"poem", pace).unwrap().to_string();
        let mut servers = vec![server; 5];
        // Port 1 needs a privileged server from another age.
        servers.push("127.0.0.1:1".to_string());
        let (fetched, out) = within(LIMIT, move || {
            let mut out = Vec::new();
            let two = 2.try_into().unwrap();
            let fetched = fetch_all(servers, two, &mut out).unwrap();
            (fetched, String::from_utf8(out).unwrap())
        });
        assert_eq!(fetched, 5, "{out}");
        for number in 1..=5 {
            assert!(out.contains(&format!(": poem {number}: 4 bytes in ")));
        }
    }

    #[test]
    fn there_must_be_a_worker_and_a_server() {
        let error = run(Arguments::new(["--workers", "0", "a"])).unwrap_err();
        assert!(error.is::<UsageError>());
        let error = run(Arguments::new([""; 0])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
