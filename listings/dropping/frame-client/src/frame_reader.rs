//! A reader that keeps what it has read.

use std::io::{self, ErrorKind};

use rt_lock::net::TcpStream;

use crate::frame::length;

// ANCHOR: reader
/// Reads frames. It keeps half a frame until the other half comes.
pub struct FrameReader {
    stream: TcpStream,
    /// What was read, and belongs to no frame yet.
    bytes: Vec<u8>,
}

impl FrameReader {
    /// The next frame; `None` at the end. It can be dropped: no byte is lost.
    pub async fn next_frame(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut piece = [0; 512];
        loop {
            if let Some(frame) = self.take_frame()? {
                return Ok(Some(frame));
            }
            match self.stream.read(&mut piece).await? {
                0 if self.bytes.is_empty() => return Ok(None),
                0 => return Err(ErrorKind::UnexpectedEof.into()),
                count => self.bytes.extend_from_slice(&piece[..count]),
            }
        }
    }
}
// ANCHOR_END: reader

impl FrameReader {
    /// Reads the frames of this connection.
    pub fn new(stream: TcpStream) -> Self {
        FrameReader { stream, bytes: Vec::new() }
    }

    /// A frame, if all of it has been read.
    fn take_frame(&mut self) -> io::Result<Option<Vec<u8>>> {
        let Some((&digits, rest)) = self.bytes.split_first_chunk() else {
            return Ok(None);
        };
        let Some(frame) = rest.get(..length(digits)?) else {
            return Ok(None);
        };
        let frame = frame.to_vec();
        self.bytes.drain(..digits.len() + frame.len());
        Ok(Some(frame))
    }
}
