//! Connects to several addresses at once, and keeps the connection that is made first.
//!
//! The addresses of one name may lead to different machines, or to one machine on different ways,
//! and nobody knows beforehand which of them works. To try them one after another costs a time
//! limit for each that does not answer.

use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use connecting::{begin_connect, is_connected};

const NAP: Duration = Duration::from_millis(1);

/// The first connection that is made; its calls block. The others are given up.
///
/// # Errors
/// `TimedOut` when none was made within `limit`; when all have failed, the error of the last one;
/// `InvalidInput` when there is no address.
pub fn first_to_answer(
    addresses: &[SocketAddr],
    limit: Duration,
) -> io::Result<TcpStream> {
    let begin = Instant::now();
    let mut last =
        io::Error::new(ErrorKind::InvalidInput, "there is no address");
    let mut pending = Vec::new();
    for &address in addresses {
        match begin_connect(address) {
            Ok(stream) => pending.push(stream),
            Err(error) => last = error,
        }
    }
    while !pending.is_empty() {
        let mut at = 0;
        while at < pending.len() {
            match is_connected(&pending[at]) {
                Ok(true) => {
                    let stream = pending.swap_remove(at);
                    stream.set_nonblocking(false)?;
                    // The drop of `pending` closes the other sockets.
                    return Ok(stream);
                }
                Ok(false) => at += 1,
                // Taken out at once: the socket would not tell its error again.
                Err(error) => {
                    last = error;
                    pending.swap_remove(at);
                }
            }
        }
        if begin.elapsed() >= limit {
            return Err(ErrorKind::TimedOut.into());
        }
        thread::sleep(NAP);
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::num::NonZeroUsize;

    use slow_server::Pace;
    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);
    const PACE: Pace = Pace {
        bytes: NonZeroUsize::MAX,
        delay: Duration::from_millis(1),
        jitter: Duration::ZERO,
    };

    /// An address where nobody listens: port 1 needs a privileged server from another age.
    fn nobody() -> SocketAddr {
        "127.0.0.1:1".parse().unwrap()
    }

    fn crowded(time: Duration) -> SocketAddr {
        crowded_server::start(b"late", time, PACE).unwrap()
    }

    fn connect(
        addresses: Vec<SocketAddr>,
        limit: Duration,
    ) -> io::Result<TcpStream> {
        within(LIMIT, move || first_to_answer(&addresses, limit))
    }

    #[test]
    #[cfg_attr(
        not(target_os = "linux"),
        ignore = "other systems may let the clients in"
    )]
    fn neither_silence_nor_refusal_holds_it_up() {
        let good = slow_server::start(b"a poem", PACE).unwrap();
        let addresses = vec![crowded(LIMIT), nobody(), good];
        let mut stream = connect(addresses, LIMIT).unwrap();
        assert_eq!(stream.peer_addr().unwrap(), good);
        let mut poem = String::new();
        stream.read_to_string(&mut poem).unwrap();
        assert_eq!(poem, "a poem");
    }

    #[test]
    fn when_all_refuse_the_reason_is_told() {
        let error = connect(vec![nobody(), nobody()], LIMIT).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
    }

    #[test]
    #[cfg_attr(
        not(target_os = "linux"),
        ignore = "other systems may let the clients in"
    )]
    fn silence_ends_at_the_limit() {
        let limit = Duration::from_millis(200);
        let error = connect(vec![crowded(LIMIT), nobody()], limit).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
    }

    #[test]
    fn without_an_address_there_is_no_connection() {
        let error = connect(Vec::new(), LIMIT).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
    }
}
