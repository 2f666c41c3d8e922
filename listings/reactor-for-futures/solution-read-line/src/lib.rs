//! Reads that are ready when something is whole.

use std::io::{self, ErrorKind};

use decoders::Decoder;
use rt_reactor::net::TcpStream;

/// Frames from a connection: lines, for example.
#[derive(Debug)]
pub struct Frames<D> {
    stream: TcpStream,
    /// It holds what has come and is not whole: no future does.
    decoder: D,
}

impl<D: Decoder> Frames<D> {
    /// Frames that this decoder finds in what comes over the connection.
    pub fn new(stream: TcpStream, decoder: D) -> Self {
        Frames { stream, decoder }
    }

    /// The next frame; `None` at the end.
    pub async fn next(&mut self) -> io::Result<Option<D::Frame>> {
        let mut buffer = [0; 512];
        loop {
            // First what is there: one read may have brought several.
            let frame = self.decoder.next_frame().map_err(io::Error::other)?;
            if frame.is_some() {
                return Ok(frame);
            }
            match self.stream.read(&mut buffer).await? {
                0 => {
                    self.decoder.finish().map_err(io::Error::other)?;
                    return Ok(None);
                }
                count => self.decoder.feed(&buffer[..count]),
            }
        }
    }
}

/// Fills the buffer. If it is dropped before it is ready, nobody knows how many
/// bytes were taken from the connection.
pub async fn read_exact(
    stream: &mut TcpStream,
    buffer: &mut [u8],
) -> io::Result<()> {
    let mut have = 0;
    while have < buffer.len() {
        match stream.read(&mut buffer[have..]).await? {
            0 => return Err(ErrorKind::UnexpectedEof.into()),
            count => have += count,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
