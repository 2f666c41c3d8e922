//! Fetches poems one after another, and tells how long each took and where it waited.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use trace::{Task, Wait};

const HELP: &str = "\
Fetches poems one after another, and tells where the time went.

Usage: blocking-client <HOST:PORT>...

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
/// Returns how many poems came.
fn fetch_all(servers: &[String], out: &mut impl Write) -> io::Result<usize> {
    let begin = Instant::now();
    let mut fetched = 0;
    let mut waiting = Duration::ZERO;
    let tasks = tasks(servers.len());
    for (server, task) in servers.iter().zip(&tasks) {
        let connection = connect(server, task);
        match connection.and_then(|connection| receive(connection, task)) {
            Ok(poem) => {
                writeln!(out, "{server}: {poem}")?;
                fetched += 1;
                waiting += poem.connecting + poem.reading;
            }
            // One server that is down is no reason to miss the others.
            Err(error) => writeln!(out, "{server}: {error}")?,
        }
        task.end();
    }
    let all = begin.elapsed();
    writeln!(out, "all: {}, {} of it waiting", ms(all), ms(waiting))?;
    Ok(fetched)
}

/// A task for each poem. All are ready from the beginning.
fn tasks(count: usize) -> Vec<Task> {
    (1..=count).map(|number| Task::begin(format!("poem {number}"))).collect()
}

/// A connection, and how long it took to make it.
#[derive(Debug)]
struct Connection {
    stream: TcpStream,
    begin: Instant,
    connecting: Duration,
}
fn connect(server: &str, task: &Task) -> io::Result<Connection> {
    task.run();
    let begin = Instant::now();
    task.wait(Wait::Socket("connect"));
    let stream = TcpStream::connect(server)?;
    task.run();
    let connecting = begin.elapsed();
    Ok(Connection { stream, begin, connecting })
}

// ANCHOR: receive
fn receive(connection: Connection, task: &Task) -> io::Result<Fetched> {
    let Connection { mut stream, begin, connecting } = connection;
    let mut poem = Vec::new();
    let mut buffer = [0; 512];
    let mut reads = 0;
    let mut reading = Duration::ZERO;
    loop {
        let call = Instant::now();
        task.wait(Wait::Socket("read"));
        let result = stream.read(&mut buffer);
        task.run();
        reading += call.elapsed();
        reads += 1;
        match result {
            Ok(0) => break,
            Ok(count) => poem.extend_from_slice(&buffer[..count]),
            // A signal came while the thread waited. Nothing is lost.
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let total = begin.elapsed();
    Ok(Fetched { poem, total, connecting, reads, reading })
}
// ANCHOR_END: receive

/// A poem, and where the time went.
#[derive(Debug)]
struct Fetched {
    poem: Vec<u8>,
    /// From the call of `connect` to the end of the poem.
    total: Duration,
    /// Inside `connect`.
    connecting: Duration,
    /// How many calls of `read`, with the last one that returned 0.
    reads: usize,
    /// Inside all calls of `read` together.
    reading: Duration,
}

impl fmt::Display for Fetched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} bytes in {}; connect {}, {} reads {}",
            self.poem.len(),
            ms(self.total),
            ms(self.connecting),
            self.reads,
            ms(self.reading),
        )
    }
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests;
