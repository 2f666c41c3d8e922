//! A watchdog: a thread that waits for a sign of life, and tells when none comes.

use std::error::Error;
use std::fmt;
use std::net::TcpStream;
use std::panic;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use trace::Task;

use crate::unread;

/// A socket that the watchdog looks at when it bites.
#[derive(Debug)]
pub struct Watched {
    pub(crate) name: String,
    pub(crate) stream: TcpStream,
}

/// Where the watched thread gives its signs of life.
#[derive(Debug)]
pub struct Collar(Sender<()>);

impl Collar {
    /// Something has happened.
    pub fn sign(&self) {
        // Fails if the watchdog has bitten, and then the process is about to end.
        let _ = self.0.send(());
    }
}

/// Nothing has happened for too long.
#[derive(Debug)]
pub struct Bite {
    patience: Duration,
    /// Which sockets have bytes that nobody has read, and how many.
    unread: Vec<(String, u64)>,
}

impl fmt::Display for Bite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nothing has happened for {:?}", self.patience)?;
        for (name, bytes) in &self.unread {
            write!(f, "\n  {name}: unread bytes in the kernel: {bytes}")?;
        }
        Ok(())
    }
}

impl Error for Bite {}

/// Does `work` in a thread of its own. If this gives no sign of life for as
/// long as `patience`, nobody waits for it any longer.
pub fn watch<T: Send + 'static>(
    patience: Duration,
    sockets: Vec<Watched>,
    work: impl FnOnce(&Collar) -> T + Send + 'static,
) -> Result<T, Bite> {
    let (sender, signs) = mpsc::channel();
    let worker = thread::spawn(move || work(&Collar(sender)));
    loop {
        match signs.recv_timeout(patience) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => {
                return Err(bite(patience, &sockets));
            }
            // The collar is gone: the work is done.
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    Ok(worker.join().unwrap_or_else(|payload| panic::resume_unwind(payload)))
}

fn bite(patience: Duration, sockets: &[Watched]) -> Bite {
    let task = Task::begin("watchdog");
    task.run();
    let unread = sockets
        .iter()
        .map(|socket| (socket.name.clone(), unread(&socket.stream)))
        .filter(|(_, bytes)| *bytes > 0)
        .collect();
    task.end();
    Bite { patience, unread }
}
