//! The other ends of the connections. They may block: each is waited for alone.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};

/// About how many messages are sent in all.
const MESSAGES: usize = 5_000;

/// How often something is sent over each of so many connections.
pub(crate) fn rounds(count: usize) -> usize {
    MESSAGES / count + 1
}

/// Opens all connections, and then uses all of them, round by round.
pub(crate) fn talk(address: SocketAddr, count: usize) -> io::Result<()> {
    let mut streams = Vec::new();
    for _ in 0..count {
        let mut stream = TcpStream::connect(address)?;
        // A greeting: so it is out of the queue of the listener.
        stream.read_exact(&mut [0])?;
        streams.push(stream);
    }
    for _ in 0..rounds(count) {
        for stream in &mut streams {
            stream.write_all(b"?")?;
        }
        for stream in &mut streams {
            stream.read_exact(&mut [0])?;
        }
    }
    Ok(())
}
