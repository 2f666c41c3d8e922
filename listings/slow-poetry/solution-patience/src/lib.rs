//! A client with two kinds of patience: for a silence, and for the whole poem.
//!
//! A time limit for each `read` does not limit the poem: a server that sends one byte just before
//! each limit keeps its client for ever. So the second limit is a moment, and each call gets what
//! is left of it.

use std::io::{self, ErrorKind, Read};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

/// How long a client waits.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For one call, of `connect` or of `read`.
    pub silence: Duration,
    /// For the whole poem. To look the name up is not limited: the system call has no limit.
    pub whole: Duration,
}

/// Fetches a poem. The error is of the kind `TimedOut` if it was the client that gave up.
pub fn fetch(
    server: impl ToSocketAddrs,
    patience: Patience,
) -> io::Result<Vec<u8>> {
    let deadline = Instant::now() + patience.whole;
    let mut stream = connect(server, patience, deadline)?;
    let mut poem = Vec::new();
    let mut buffer = [0; 512];
    loop {
        stream.set_read_timeout(Some(next_limit(patience, deadline)?))?;
        match stream.read(&mut buffer) {
            Ok(0) => return Ok(poem),
            Ok(count) => poem.extend_from_slice(&buffer[..count]),
            Err(error) => match error.kind() {
                ErrorKind::Interrupted => {}
                // Unix says one, Windows the other.
                ErrorKind::WouldBlock | ErrorKind::TimedOut => {
                    // If it was the deadline that cut this call short, say so.
                    next_limit(patience, deadline)?;
                    return Err(too_late("silent for too long"));
                }
                _ => return Err(error),
            },
        }
    }
}

/// Tries one address of the server after another, as `TcpStream::connect` does.
fn connect(
    server: impl ToSocketAddrs,
    patience: Patience,
    deadline: Instant,
) -> io::Result<TcpStream> {
    let mut last =
        io::Error::new(ErrorKind::InvalidInput, "no address for this name");
    for address in server.to_socket_addrs()? {
        match TcpStream::connect_timeout(
            &address,
            next_limit(patience, deadline)?,
        ) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// How long the next call may wait; an error when there is no time left. Never 0, which
/// `set_read_timeout` and `connect_timeout` refuse.
fn next_limit(patience: Patience, deadline: Instant) -> io::Result<Duration> {
    let left = deadline.saturating_duration_since(Instant::now());
    match patience.silence.min(left) {
        Duration::ZERO => Err(too_late("not whole in time")),
        limit => Ok(limit),
    }
}

fn too_late(message: &str) -> io::Error {
    io::Error::new(ErrorKind::TimedOut, message)
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, SocketAddr, TcpListener};

    use slow_server::Pace;
    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);
    const AN_HOUR: Duration = Duration::from_secs(3600);
    const MOMENT: Duration = Duration::from_millis(300);

    fn slow(delay: u64) -> SocketAddr {
        let pace = Pace {
            bytes: 1.try_into().unwrap(),
            delay: Duration::from_millis(delay),
            jitter: Duration::ZERO,
        };
        slow_server::start(&[b'x'; 200], pace).unwrap()
    }

    #[test]
    fn with_patience_the_poem_comes() {
        let patience = Patience { silence: AN_HOUR, whole: AN_HOUR };
        assert_eq!(
            within(LIMIT, move || fetch(slow(1), patience).unwrap()),
            [b'x'; 200]
        );
    }

    #[test]
    fn silence_is_an_error() {
        let patience = Patience { silence: MOMENT, whole: AN_HOUR };
        let error = within(LIMIT, move || {
            // It never accepts anybody, and one can connect all the same.
            let mute = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            fetch(mute.local_addr().unwrap(), patience).unwrap_err()
        });
        assert_eq!(error.kind(), ErrorKind::TimedOut);
        assert_eq!(error.to_string(), "silent for too long");
    }

    #[test]
    fn a_server_that_drips_is_not_silent_and_too_late() {
        let patience = Patience { silence: AN_HOUR, whole: MOMENT };
        let error =
            within(LIMIT, move || fetch(slow(50), patience).unwrap_err());
        assert_eq!(error.kind(), ErrorKind::TimedOut);
        assert_eq!(error.to_string(), "not whole in time");
    }

    #[test]
    fn no_patience_is_an_error_and_no_panic() {
        let patience = Patience { silence: AN_HOUR, whole: Duration::ZERO };
        let error =
            within(LIMIT, move || fetch(slow(1), patience).unwrap_err());
        assert_eq!(error.kind(), ErrorKind::TimedOut);
    }
}
