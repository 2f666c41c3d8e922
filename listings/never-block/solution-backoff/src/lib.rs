//! Naps that get longer while nothing comes: short after a piece, when the next one may be near,
//! and twice as long after each round without one, up to a limit.
//!
//! It saves CPU time where pieces come in bursts. It cannot do what the chapter asks for: after a
//! silence, the first piece is late by up to the longest nap, as with a constant nap of that
//! length. So for the slow servers of the book, whose pauses are long and equal, it brings little.

use std::io::{self, ErrorKind, Read};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

/// How long to sleep next.
#[derive(Debug)]
pub struct Naps {
    shortest: Duration,
    longest: Duration,
    next: Duration,
}

impl Naps {
    /// Begins with the shortest nap.
    pub fn new(shortest: Duration, longest: Duration) -> Naps {
        Naps { shortest, longest, next: shortest }
    }

    /// How long to sleep after a round in which something came, or nothing. Zero after something:
    /// more may have come in the meantime.
    pub fn after_round(&mut self, came: bool) -> Duration {
        if came {
            self.next = self.shortest;
            return Duration::ZERO;
        }
        let nap = self.next;
        self.next = (nap * 2).min(self.longest);
        nap
    }
}

/// A poem that was fetched.
#[derive(Debug, Default)]
pub struct Poem {
    /// What came of it before the end.
    pub bytes: Vec<u8>,
    /// How often its socket was asked.
    pub asked: usize,
}

/// Fetches the poems from all servers in this thread.
///
/// # Errors
/// When one of the connections cannot be made, or breaks.
pub fn fetch_all(servers: &[String], mut naps: Naps) -> io::Result<Vec<Poem>> {
    let mut streams = Vec::new();
    for server in servers {
        let stream = TcpStream::connect(server)?;
        stream.set_nonblocking(true)?;
        streams.push(Some(stream));
    }
    let mut poems: Vec<Poem> =
        servers.iter().map(|_| Poem::default()).collect();
    while streams.iter().any(Option::is_some) {
        let mut came = false;
        for (poem, slot) in poems.iter_mut().zip(&mut streams) {
            let Some(stream) = slot else { continue };
            let mut buffer = [0; 512];
            poem.asked += 1;
            match stream.read(&mut buffer) {
                Ok(0) => {
                    came = true;
                    *slot = None;
                }
                Ok(count) => {
                    came = true;
                    poem.bytes.extend_from_slice(&buffer[..count]);
                }
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock | ErrorKind::Interrupted => {}
                    _ => return Err(error),
                },
            }
        }
        thread::sleep(naps.after_round(came));
    }
    Ok(poems)
}

#[cfg(test)]
mod tests {
    use slow_server::Pace;
    use time_limit::within;

    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn naps_double_up_to_the_longest() {
        let mut naps = Naps::new(MS, 10 * MS);
        let taken: Vec<Duration> =
            (0..6).map(|_| naps.after_round(false)).collect();
        assert_eq!(taken, [1, 2, 4, 8, 10, 10].map(|n| n * MS));
    }

    #[test]
    fn after_a_piece_it_asks_at_once_and_then_naps_shortly() {
        let mut naps = Naps::new(MS, 10 * MS);
        for _ in 0..6 {
            naps.after_round(false);
        }
        assert_eq!(naps.after_round(true), Duration::ZERO);
        assert_eq!(naps.after_round(false), MS);
        assert_eq!(naps.after_round(false), 2 * MS);
    }

    #[test]
    fn the_poems_come_whole() {
        let start = |poem: &[u8], delay: u64| {
            let pace = Pace {
                bytes: 3.try_into().unwrap(),
                delay: Duration::from_millis(delay),
                jitter: Duration::ZERO,
            };
            slow_server::start(poem, pace).unwrap().to_string()
        };
        let servers = [start(b"Ruhest du", 50), start(b"auch.", 1)];
        let poems = within(Duration::from_secs(20), move || {
            fetch_all(&servers, Naps::new(MS, 20 * MS)).unwrap()
        });
        assert_eq!(poems[0].bytes, b"Ruhest du");
        assert_eq!(poems[1].bytes, b"auch.");
        assert!(poems[0].asked > poems[1].asked);
    }
}
