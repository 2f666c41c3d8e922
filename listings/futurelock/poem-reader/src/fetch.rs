//! One poem, from one server.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;

use crate::engine::{Semaphore, TcpStream, sleep, timeout};

/// What a fetch may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long an attempt may take.
    pub time: Duration,
    /// How many attempts there are, at least one.
    pub attempts: u32,
    /// The pause after the first attempt; each later one is twice as long.
    pub pause: Duration,
    /// The longest poem, in bytes.
    pub bytes: usize,
}

/// Fetches a poem, if need be in several attempts. Each of them takes a place
/// among the connections.
///
/// # Errors
///
/// When the last attempt has failed, and at once when the poem is too long.
// ANCHOR: fetch
pub async fn fetch(
    server: SocketAddr,
    limits: Limits,
    connections: &Semaphore,
) -> Result<Vec<u8>, Failed> {
    let mut pause = limits.pause;
    let mut attempts = 1;
    loop {
        let place = connections.acquire().await;
        let result = timeout(limits.time, download(server, limits.bytes)).await;
        // Whoever sleeps needs no connection.
        drop(place);
        let error = match result {
            Ok(Ok(poem)) => return Ok(poem),
            Ok(Err(error)) => error,
            Err(_) => ErrorKind::TimedOut.into(),
        };
        // A poem that is too long now will be so next time.
        let is_final = error.kind() == ErrorKind::FileTooLarge;
        if is_final || attempts >= limits.attempts {
            return Err(Failed { attempts, error });
        }
        sleep(pause).await;
        pause *= 2;
        attempts += 1;
    }
}
// ANCHOR_END: fetch

async fn download(server: SocketAddr, most: usize) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(server).await?;
    let mut poem = Vec::new();
    let mut buffer = [0; 512];
    loop {
        match stream.read(&mut buffer).await? {
            0 => return Ok(poem),
            count => poem.extend_from_slice(&buffer[..count]),
        }
        if poem.len() > most {
            return Err(ErrorKind::FileTooLarge.into());
        }
    }
}

/// There is no poem.
#[derive(Debug)]
pub struct Failed {
    /// After so many attempts.
    pub attempts: u32,
    /// What was wrong with the last one.
    pub error: io::Error,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attempts = self.attempts;
        let plural = if attempts == 1 { "" } else { "s" };
        write!(f, "{attempts} attempt{plural}, {}", self.error)
    }
}

impl Error for Failed {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}
