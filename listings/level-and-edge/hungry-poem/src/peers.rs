//! The two peers: what they send, and how it is read.

use std::hint;
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use trace::{Task, Wait};

/// What the fast peer sends, as fast as it can.
pub const FLOOD: usize = 4 << 20;
/// The pieces of the poem, and the pause before each.
pub const PIECES: usize = 8;
const PAUSE: Duration = Duration::from_millis(40);

/// The most that is read at once.
const BUFFER: usize = 4096;
/// How long we are busy with each read.
const WORK: Duration = Duration::from_micros(400);

/// A peer that sends to us.
#[derive(Debug)]
pub struct Peer {
    pub name: &'static str,
    pub stream: UnixStream,
    pub bytes: usize,
    /// The longest time that one of its pieces lay unread; zero for a peer whose bytes have no age.
    pub worst: Duration,
    begin: Instant,
    task: Task,
}

/// What a turn has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// A read found nothing: there will be an event.
    Drained,
    /// There may be more: there will be no event.
    BudgetSpent,
    /// The peer has closed.
    Over,
}

impl Peer {
    /// Reads until nothing is left, or until the budget is spent.
    pub fn go_on(&mut self, budget: usize) -> Progress {
        self.task.run();
        for _ in 0..budget {
            let mut buffer = [0; BUFFER];
            match self.stream.read(&mut buffer) {
                Ok(0) => return self.over(),
                Ok(count) => self.take(&buffer[..count]),
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock => {
                        self.task.wait(Wait::Socket("event"));
                        return Progress::Drained;
                    }
                    ErrorKind::Interrupted => {}
                    // A broken connection is over, too.
                    _ => return self.over(),
                },
            }
        }
        self.task.ready();
        Progress::BudgetSpent
    }

    fn over(&self) -> Progress {
        self.task.end();
        Progress::Over
    }

    /// Is busy with these bytes for a while.
    fn take(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len();
        for piece in bytes.chunks(STAMP) {
            if let Ok(stamp) = piece.try_into() {
                let written = Duration::from_micros(u64::from_le_bytes(stamp));
                if !written.is_zero() {
                    let age = self.begin.elapsed().saturating_sub(written);
                    self.worst = self.worst.max(age);
                }
            }
        }
        let begin = Instant::now();
        while begin.elapsed() < WORK {
            hint::spin_loop();
        }
    }
}

/// A piece of the poem is the time of its writing, in microseconds.
pub const STAMP: usize = size_of::<u64>();

type Sender = JoinHandle<io::Result<()>>;

/// Both peers, and the threads that send.
pub fn connected() -> io::Result<(Vec<Peer>, Vec<Sender>)> {
    let begin = Instant::now();
    let (flood, mut out) = peer("flood", begin)?;
    let flooding = thread::spawn(move || {
        // Zeros: bytes without a time.
        out.write_all(&vec![0; FLOOD])
    });
    let (poem, mut out) = peer("poem", begin)?;
    let task = poem.task.clone();
    let reciting = thread::spawn(move || {
        for _ in 0..PIECES {
            thread::sleep(PAUSE);
            // From now on, the poem could be read.
            task.ready();
            let now = begin.elapsed().as_micros() as u64;
            out.write_all(&now.to_le_bytes())?;
        }
        Ok(())
    });
    Ok((vec![flood, poem], vec![flooding, reciting]))
}

fn peer(name: &'static str, begin: Instant) -> io::Result<(Peer, UnixStream)> {
    let (stream, out) = UnixStream::pair()?;
    stream.set_nonblocking(true)?;
    let task = Task::begin(name);
    task.wait(Wait::Socket("event"));
    let worst = Duration::ZERO;
    Ok((Peer { name, stream, bytes: 0, worst, begin, task }, out))
}
