//! The loop of the chapter's clients: it waits for all sockets at once, and lets each poem go on
//! that has something to read. How a poem keeps its place is not its business.

use std::error::Error;
use std::fmt;
use std::io::{self, Write};
use std::net::TcpStream;
use std::rc::Rc;
use std::task::Poll;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use trace::{Task, Wait};

/// What a client has counted in a poem.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many lines there were.
    pub lines: usize,
    /// The bytes of the longest.
    pub longest: usize,
}

/// Goes on with a poem, as far as it can.
pub type GoOn = Box<dyn FnMut() -> Poll<io::Result<Counted>>>;

impl Counted {
    /// Counts one line more.
    pub fn count(&mut self, line: &str) {
        self.lines += 1;
        self.longest = self.longest.max(line.len());
    }
}

/// A poem, and the function that goes on with it.
struct Poem<'a> {
    server: &'a str,
    stream: Rc<TcpStream>,
    go_on: GoOn,
    /// Whether it may have something to read. At first it has to begin.
    is_ready: bool,
    /// What came of it; `None` while it is under way.
    end: Option<io::Result<Counted>>,
    task: Task,
}

/// A poem from each server. `begin` gets its socket, which never blocks.
///
/// # Errors
/// When a server can't be reached; and when a poem has failed, after the others have come.
pub fn fetch_all(
    servers: &[String],
    begin: impl FnMut(Rc<TcpStream>) -> io::Result<GoOn>,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let lane = Task::begin("loop");
    let mut poems = connect_all(servers, begin)?;
    let mut missing = 0;
    lane.run();
    while !poems.is_empty() {
        for poem in poems.iter_mut().filter(|poem| poem.is_ready) {
            lane.ready();
            poem.turn();
            lane.run();
        }
        for poem in poems.extract_if(.., |poem| poem.end.is_some()) {
            missing += usize::from(matches!(poem.end, Some(Err(_))));
            let time = ms(start.elapsed());
            writeln!(out, "{}: {time}, {poem}", poem.server)?;
        }
        lane.wait(Wait::Socket("poll"));
        wait(&mut poems)?;
        lane.run();
    }
    lane.end();
    match missing {
        0 => Ok(()),
        _ => {
            Err(format!("{missing} of {} poems missing", servers.len()).into())
        }
    }
}

fn connect_all(
    servers: &[String],
    mut begin: impl FnMut(Rc<TcpStream>) -> io::Result<GoOn>,
) -> Result<Vec<Poem<'_>>, Box<dyn Error>> {
    let mut poems = Vec::new();
    for (number, server) in (1..).zip(servers) {
        let stream = TcpStream::connect(server)
            .map_err(|error| format!("{server}: {error}"))?;
        stream.set_nonblocking(true)?;
        let stream = Rc::new(stream);
        poems.push(Poem {
            server,
            go_on: begin(Rc::clone(&stream))?,
            stream,
            is_ready: true,
            end: None,
            task: Task::begin(format!("poem {number}")),
        });
    }
    Ok(poems)
}

impl Poem<'_> {
    // ANCHOR: turn
    fn turn(&mut self) {
        self.task.run();
        match (self.go_on)() {
            Poll::Pending => self.task.wait(Wait::Socket("read")),
            Poll::Ready(end) => {
                self.end = Some(end);
                self.task.end();
            }
        }
    }
    // ANCHOR_END: turn
}

/// Waits until some poem has something to read, and notes which have. For none, it does not wait.
fn wait(poems: &mut [Poem]) -> io::Result<()> {
    if poems.is_empty() {
        return Ok(());
    }
    let entry = |poem| PollFd::new(stream_of(poem), PollFlags::IN);
    let mut list: Vec<PollFd> = poems.iter().map(entry).collect();
    match poll(&mut list, None) {
        // After a signal nothing is ready, and the loop waits again.
        Ok(_) | Err(Errno::INTR) => {}
        Err(error) => return Err(error.into()),
    }
    let ready: Vec<bool> =
        list.iter().map(|entry| !entry.revents().is_empty()).collect();
    for (poem, is_ready) in poems.iter_mut().zip(ready) {
        poem.is_ready = is_ready;
    }
    Ok(())
}

fn stream_of<'a>(poem: &'a Poem) -> &'a TcpStream {
    &poem.stream
}

/// How it ended.
impl fmt::Display for Poem<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.end {
            Some(Ok(Counted { lines, longest })) => {
                write!(f, "{lines} lines, the longest of {longest} bytes")
            }
            Some(Err(error)) => write!(f, "{error}"),
            None => write!(f, "under way"),
        }
    }
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests;
