//! A poem by blocking calls.

use std::io::{self, ErrorKind, Read};
use std::net::TcpStream;

use crate::stack;

// ANCHOR: blocking
/// Fetches a poem, and returns the stack of the first read.
#[inline(never)]
pub(crate) fn fetch(server: &str) -> io::Result<Vec<String>> {
    let mut stream = TcpStream::connect(server)?;
    receive(&mut stream)
}

#[inline(never)]
fn receive(stream: &mut TcpStream) -> io::Result<Vec<String>> {
    let mut buffer = [0; 512];
    match stream.read(&mut buffer)? {
        0 => Err(ErrorKind::UnexpectedEof.into()),
        _ => Ok(stack::calls()),
    }
}
// ANCHOR_END: blocking
