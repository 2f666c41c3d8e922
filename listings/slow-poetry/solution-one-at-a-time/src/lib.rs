//! The slow server without threads. It serves a client to the end, and then accepts the next.
//!
//! `connect` returns all the same: the kernel completes the handshake and keeps the connection in
//! the queue of the listening socket until `accept` takes it. So the second client is connected at
//! once, and waits in its first `read`.

use std::io;
use std::net::TcpListener;

use slow_server::{Pace, send};

/// Sends the poem to one client after another, and returns when `accept` fails.
pub fn serve(listener: &TcpListener, poem: &[u8], pace: Pace) -> io::Error {
    loop {
        match listener.accept() {
            Ok((client, peer)) => {
                if let Err(error) = send(&client, poem, pace) {
                    eprintln!("lost {peer}: {error}");
                }
            }
            Err(error) => return error,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{ErrorKind, Read};
    use std::net::{Ipv4Addr, TcpStream};
    use std::thread;
    use std::time::Duration;

    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(30);

    #[test]
    fn the_second_client_is_connected_and_waits() {
        within(LIMIT, || {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            let server = listener.local_addr().unwrap();
            let pace = Pace {
                bytes: 1.try_into().unwrap(),
                delay: Duration::from_millis(10),
                jitter: Duration::ZERO,
            };
            // Far longer than this test looks on.
            let poem = [b'x'; 150];
            thread::spawn(move || serve(&listener, &poem, pace));

            let mut first = TcpStream::connect(server).unwrap();
            first.read_exact(&mut [0; 1]).unwrap();
            let mut second = TcpStream::connect(server).unwrap();
            second.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
            let silence = second.read(&mut [0; 1]).unwrap_err();
            assert!(matches!(
                silence.kind(),
                ErrorKind::WouldBlock | ErrorKind::TimedOut
            ));

            // The first client goes away: it is the second one's turn.
            drop(first);
            second.set_read_timeout(None).unwrap();
            let mut received = Vec::new();
            second.read_to_end(&mut received).unwrap();
            assert_eq!(received, poem);
        });
    }
}
