//! Fetches several poems through the reactor, connections included.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::fd::{AsFd, BorrowedFd};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use connecting::{begin_connect, is_connected};
use reactor::{PollFlags, Reactor, Source};
use trace::{Task, Wait};

const HELP: &str = "\
Fetches several poems in one thread that waits for all of them at once.

Usage: reactor-client <HOST:PORT>...

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

/// A poem, and all that must be remembered until its next piece comes.
#[derive(Debug)]
struct Poem<'a> {
    server: &'a str,
    stream: TcpStream,
    connected: bool,
    bytes: Vec<u8>,
    /// How it ended; `None` while it is under way.
    end: Option<io::Result<()>>,
    told: u64,
    task: Task,
}

// ANCHOR: source
impl Source for Poem<'_> {
    fn socket(&self) -> BorrowedFd<'_> {
        self.stream.as_fd()
    }

    fn interest(&self) -> PollFlags {
        if self.connected { PollFlags::IN } else { PollFlags::OUT }
    }

    fn deadline(&self) -> Option<Instant> {
        None
    }

    fn go_on(&mut self, _readiness: PollFlags, _new: &mut Vec<Self>) {
        self.told += 1;
        self.task.run();
        match self.step() {
            Err(error) if is_not_yet(&error) => {}
            Err(error) => self.end = Some(Err(error)),
            Ok(()) => {}
        }
        match self.end {
            None => self.task.wait(Wait::Socket("read")),
            Some(_) => self.task.end(),
        }
    }

    fn is_over(&self) -> bool {
        self.end.is_some()
    }
}
// ANCHOR_END: source

impl Poem<'_> {
    // ANCHOR: step
    /// Does the next thing that can be done with the socket.
    fn step(&mut self) -> io::Result<()> {
        if self.connected {
            let mut buffer = [0; 512];
            match self.stream.read(&mut buffer)? {
                0 => self.end = Some(Ok(())),
                count => self.bytes.extend_from_slice(&buffer[..count]),
            }
        } else {
            self.connected = is_connected(&self.stream)?;
        }
        Ok(())
    }
    // ANCHOR_END: step
}

/// Whether the answer was "nothing at the moment", or none because of a signal.
fn is_not_yet(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted)
}

/// Returns how many poems came.
fn fetch_all(servers: &[String], out: &mut impl Write) -> io::Result<usize> {
    let (begin, cpu) = (Instant::now(), cpu_clock::process());
    let lane = Task::begin("reactor");
    let mut reactor = Reactor::new(connect_all(servers, out)?);
    let mut fetched = 0;
    while !reactor.is_empty() {
        lane.run();
        lane.wait(Wait::Socket("poll"));
        for poem in reactor.turn()? {
            let time = ms(begin.elapsed());
            writeln!(out, "{}: {time}, {poem}", poem.server)?;
            fetched += usize::from(matches!(poem.end, Some(Ok(()))));
        }
    }
    lane.end();
    let (all, cpu) = (begin.elapsed(), cpu_clock::process() - cpu);
    writeln!(out, "all: {}, {} of it on a processor", ms(all), ms(cpu))?;
    Ok(fetched)
}

/// The poems whose servers can be reached.
fn connect_all<'a>(
    servers: &'a [String],
    out: &mut impl Write,
) -> io::Result<Vec<Poem<'a>>> {
    let number = |number: usize| Task::begin(format!("poem {number}"));
    let tasks: Vec<Task> = (1..=servers.len()).map(number).collect();
    let mut poems = Vec::new();
    for (server, task) in servers.iter().zip(tasks) {
        match connect(server, &task) {
            Ok(stream) => poems.push(Poem {
                server,
                stream,
                connected: false,
                bytes: Vec::new(),
                end: None,
                told: 0,
                task,
            }),
            // One server that is down is no reason to miss the others.
            Err(error) => {
                task.end();
                writeln!(out, "{server}: {error}")?;
            }
        }
    }
    Ok(poems)
}

fn connect(server: &str, task: &Task) -> io::Result<TcpStream> {
    task.run();
    // A name is looked up here, and that may take its time. A real client
    // would try the other addresses, too.
    let address = server.to_socket_addrs()?.next();
    let address = address.ok_or(ErrorKind::AddrNotAvailable)?;
    let stream = begin_connect(address)?;
    task.wait(Wait::Socket("connect"));
    Ok(stream)
}

/// "215 bytes", or what went wrong, and how often the reactor told so.
impl fmt::Display for Poem<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.end {
            Some(Err(error)) => write!(f, "{error}")?,
            _ => write!(f, "{} bytes", self.bytes.len())?,
        }
        write!(f, ", told {} times", self.told)
    }
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests;
