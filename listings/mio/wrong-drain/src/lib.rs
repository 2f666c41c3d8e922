//! Receives what a peer sends, through mio, until it closes. It stops hearing: mend it.

use std::io::{self, ErrorKind, Read};
use std::time::Duration;

use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};

/// For so long it waits for the next event.
const PATIENCE: Duration = Duration::from_secs(1);

// ANCHOR: receive
/// All that the peer sends, until it closes.
pub fn receive(mut stream: TcpStream) -> io::Result<Vec<u8>> {
    let mut poll = Poll::new()?;
    let mut events = Events::with_capacity(8);
    poll.registry().register(&mut stream, Token(0), Interest::READABLE)?;
    let mut received = Vec::new();
    loop {
        poll.poll(&mut events, Some(PATIENCE))?;
        if events.is_empty() {
            return Err(ErrorKind::TimedOut.into());
        }
        let mut buffer = [0; 16];
        match stream.read(&mut buffer) {
            Ok(0) => return Ok(received),
            Ok(count) => received.extend_from_slice(&buffer[..count]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
}
// ANCHOR_END: receive

#[cfg(test)]
mod check;

#[cfg(test)]
mod tests {
    #[test]
    #[ignore = "mend me"]
    fn everything_is_heard() {
        super::check::everything_is_heard(super::receive);
    }
}
