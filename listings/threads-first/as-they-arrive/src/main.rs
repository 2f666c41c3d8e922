//! Fetches poems in threads, and takes them as they arrive.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use arguments::{Arguments, UsageError};
use fetch_poem::{fetch, ms};
use trace::Task;

const HELP: &str = "\
Fetches poems in threads, and takes them as they arrive.

Usage: as-they-arrive <HOST:PORT>...

Arguments:
  <HOST:PORT>...  The servers, one for each poem

Options:
  -h, --help      Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let servers = arguments.text_operands()?;
    if servers.is_empty() {
        return Err(
            UsageError::new("needs at least one server, as HOST:PORT").into()
        );
    }
    let fetched = fetch_all(&servers, &mut io::stdout())?;
    match servers.len() - fetched {
        0 => Ok(()),
        missing => {
            Err(format!("{missing} of {} poems missing", servers.len()).into())
        }
    }
}

// ANCHOR: fetch-all
/// Returns how many poems came.
fn fetch_all(servers: &[String], out: &mut impl Write) -> io::Result<usize> {
    let begin = Instant::now();
    let mut fetched = 0;
    thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        for (server, task) in servers.iter().zip(tasks(servers.len())) {
            let sender = sender.clone();
            thread::Builder::new().spawn_scoped(scope, move || {
                // Fails if nobody listens any more. Then nobody misses it.
                let _ = sender.send((server, fetch(server, &task)));
            })?;
        }
        // From now on, only the threads hold senders.
        drop(sender);
        for (server, result) in results {
            write!(out, "after {}: {server}: ", ms(begin.elapsed()))?;
            match result {
                Ok(poem) => {
                    writeln!(out, "{poem}")?;
                    fetched += 1;
                }
                Err(error) => writeln!(out, "{error}")?,
            }
        }
        Ok(fetched)
    })
}
// ANCHOR_END: fetch-all

/// A task for each poem. All are ready from the beginning.
fn tasks(count: usize) -> Vec<Task> {
    (1..=count).map(|number| Task::begin(format!("poem {number}"))).collect()
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Read};
    use std::net::{Ipv4Addr, TcpListener};
    use std::time::Duration;

    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    /// The first server answers when the result of the second has been told.
    #[test]
    fn the_first_to_arrive_is_told_first() {
        let listeners = [(), ()].map(|()| {
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port")
        });
        let servers = listeners
            .each_ref()
            .map(|listener| listener.local_addr().unwrap().to_string());
        let [slow, quick] = servers.clone();
        let lines = within(LIMIT, move || {
            let (told, mut out) = io::pipe().unwrap();
            thread::spawn(move || fetch_all(&servers, &mut out).unwrap());
            let [first, second] = listeners;
            second.accept().unwrap().0.write_all(b"ok").unwrap();
            let mut told = BufReader::new(told);
            let mut lines = String::new();
            told.read_line(&mut lines).unwrap();
            first.accept().unwrap().0.write_all(b"well").unwrap();
            told.read_to_string(&mut lines).unwrap();
            lines
        });
        let lines: Vec<&str> = lines.lines().collect();
        assert!(lines[0].contains(&format!("{quick}: 2 bytes in ")));
        assert!(lines[1].contains(&format!("{slow}: 4 bytes in ")));
    }

    #[test]
    fn the_loop_ends_when_a_server_is_down() {
        let error = within(LIMIT, || {
            run(Arguments::new(["127.0.0.1:1"])).unwrap_err().to_string()
        });
        assert_eq!(error, "1 of 1 poems missing");
    }

    #[test]
    fn there_must_be_a_server() {
        let error = run(Arguments::new([""; 0])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
