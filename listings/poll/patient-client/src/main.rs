//! Fetches several poems in one thread that waits for all of them at once.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};
use raw_poll::PollFd;
use trace::{Task, Wait};

const HELP: &str = "\
Fetches several poems in one thread, which waits for all of them at once.

Usage: patient-client <HOST:PORT>...

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
    bytes: Vec<u8>,
    /// How it ended; `None` while it is under way.
    end: Option<io::Result<()>>,
    asked: u64,
    answered: u64,
    task: Task,
}

impl Poem<'_> {
    /// Asks the socket once. Never waits.
    fn ask(&mut self, asking: &Task) {
        let mut buffer = [0; 512];
        let result = self.stream.read(&mut buffer);
        self.asked += 1;
        if result.as_ref().is_err_and(is_not_yet) {
            return;
        }
        asking.ready();
        self.task.run();
        self.answered += 1;
        match result {
            Ok(0) => self.end = Some(Ok(())),
            Ok(count) => self.bytes.extend_from_slice(&buffer[..count]),
            Err(error) => self.end = Some(Err(error)),
        }
        match self.end {
            None => self.task.wait(Wait::Socket("read")),
            Some(_) => self.task.end(),
        }
        asking.run();
    }
}

/// Whether the answer was "nothing at the moment", or none because of a signal.
fn is_not_yet(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted)
}

// ANCHOR: fetch-all
/// Returns how many poems came.
fn fetch_all(servers: &[String], out: &mut impl Write) -> io::Result<usize> {
    let (begin, cpu) = (Instant::now(), cpu_clock::process());
    let asking = Task::begin("asking");
    let mut poems = connect_all(servers, out)?;
    let mut fetched = 0;
    while !poems.is_empty() {
        let entry = |poem: &Poem| PollFd::new(&poem.stream, raw_poll::IN);
        let mut list: Vec<PollFd> = poems.iter().map(entry).collect();
        asking.wait(Wait::Socket("poll"));
        raw_poll::wait(&mut list, None).or_else(unless_interrupted)?;
        asking.run();
        for (poem, entry) in poems.iter_mut().zip(list) {
            if entry.revents() != 0 {
                poem.ask(&asking);
            }
        }
        for poem in poems.extract_if(.., |poem| poem.end.is_some()) {
            let time = ms(begin.elapsed());
            writeln!(out, "{}: {time}, {poem}", poem.server)?;
            fetched += usize::from(matches!(poem.end, Some(Ok(()))));
        }
    }
    asking.end();
    let (all, cpu) = (begin.elapsed(), cpu_clock::process() - cpu);
    writeln!(out, "all: {}, {} of it on a processor", ms(all), ms(cpu))?;
    Ok(fetched)
}

/// After a signal nothing is ready, and the loop begins again.
fn unless_interrupted(error: io::Error) -> io::Result<usize> {
    if error.kind() == ErrorKind::Interrupted { Ok(0) } else { Err(error) }
}
// ANCHOR_END: fetch-all

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
                bytes: Vec::new(),
                end: None,
                asked: 0,
                answered: 0,
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
    task.wait(Wait::Socket("connect"));
    let stream = TcpStream::connect(server)?;
    task.run();
    stream.set_nonblocking(true)?;
    task.wait(Wait::Socket("read"));
    Ok(stream)
}

/// "215 bytes", or what went wrong, and how often the socket was asked.
impl fmt::Display for Poem<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.end {
            Some(Err(error)) => write!(f, "{error}")?,
            _ => write!(f, "{} bytes", self.bytes.len())?,
        }
        write!(f, ", asked {} times, ", self.asked)?;
        write!(f, "answered {} times", self.answered)
    }
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests;
