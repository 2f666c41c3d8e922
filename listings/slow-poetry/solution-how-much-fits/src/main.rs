//! How many bytes fit between a writer and a reader that doesn't read?
//!
//! The writer gives up when a `write` has waited for a while. What it wrote by then is in two
//! buffers: its own kernel's send buffer and the peer's receive buffer. On one machine that is the
//! same kernel, and still two buffers. The number depends on the system, its settings, and the run.

use std::io::{self, ErrorKind, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::Duration;

/// When a write has waited for so long, nothing more fits. On this machine, moving bytes from one
/// buffer to the other takes microseconds.
const FULL: Duration = Duration::from_millis(200);

fn main() -> io::Result<()> {
    let (writer, _reader) = pair()?;
    let bytes = fill(writer)?;
    writeln!(io::stdout(), "{bytes} bytes fit")
}

/// Two ends of a connection.
fn pair() -> io::Result<(TcpStream, TcpStream)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let reader = TcpStream::connect(listener.local_addr()?)?;
    let (writer, _) = listener.accept()?;
    Ok((writer, reader))
}

/// Writes until nothing more fits, and returns how many bytes did.
fn fill(mut writer: TcpStream) -> io::Result<usize> {
    writer.set_write_timeout(Some(FULL))?;
    let mut bytes = 0;
    loop {
        // Not `write_all`: on an error, it doesn't tell how much it has written.
        match writer.write(&[b'x'; 4096]) {
            Ok(count) => bytes += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            // Unix says one, Windows the other.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::WouldBlock | ErrorKind::TimedOut
                ) =>
            {
                return Ok(bytes);
            }
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    #[test]
    fn what_fits_arrives() {
        within(Duration::from_secs(20), || {
            let (writer, mut reader) = pair().unwrap();
            let socket = writer.try_clone().unwrap();
            let bytes = fill(writer).unwrap();
            // Long enough for bytes on their way to arrive.
            let patience = socket.write_timeout().unwrap().unwrap();
            assert_eq!(patience, Duration::from_millis(200));
            drop(socket);
            // A poem fits, and the buffers have an end.
            assert!(bytes > 10_000, "{bytes}");
            assert_eq!(
                io::copy(&mut reader, &mut io::sink()).unwrap(),
                bytes as u64
            );
        });
    }
}
