//! Frames from a socket: two digits, and as many bytes.

use std::io::{self, ErrorKind};

use rt_lock::net::TcpStream;

// ANCHOR: read-frame
/// The next frame; `None` at the end.
pub async fn read_frame(stream: &mut TcpStream) -> io::Result<Option<Vec<u8>>> {
    let mut digits = [0; 2];
    if !fill(stream, &mut digits).await? {
        return Ok(None);
    }
    let mut frame = vec![0; length(digits)?];
    if fill(stream, &mut frame).await? {
        Ok(Some(frame))
    } else {
        Err(ErrorKind::UnexpectedEof.into())
    }
}

/// Fills the buffer. `false`: the end came before the first byte.
async fn fill(stream: &mut TcpStream, buffer: &mut [u8]) -> io::Result<bool> {
    let mut filled = 0;
    while filled < buffer.len() {
        match stream.read(&mut buffer[filled..]).await? {
            0 if filled == 0 => return Ok(false),
            0 => return Err(ErrorKind::UnexpectedEof.into()),
            count => filled += count,
        }
    }
    Ok(true)
}
// ANCHOR_END: read-frame

/// How many bytes follow.
pub(crate) fn length(digits: [u8; 2]) -> io::Result<usize> {
    if !digits.iter().all(u8::is_ascii_digit) {
        let digits = String::from_utf8_lossy(&digits);
        let why = format!("not a length: {digits:?}");
        return Err(io::Error::new(ErrorKind::InvalidData, why));
    }
    let [tens, ones] = digits.map(|digit| usize::from(digit - b'0'));
    Ok(10 * tens + ones)
}
