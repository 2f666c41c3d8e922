//! Begins a TCP connection without waiting for it: what std has no function for.

use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpStream};

use rustix::io::{Errno, FdFlags, fcntl_setfd};
use rustix::net::{AddressFamily, SocketType, connect, socket};

// ANCHOR: begin
/// A socket that is not connected, and whose calls never wait.
pub fn new_socket(address: SocketAddr) -> io::Result<TcpStream> {
    let family = match address {
        SocketAddr::V4(_) => AddressFamily::INET,
        SocketAddr::V6(_) => AddressFamily::INET6,
    };
    let socket = socket(family, SocketType::STREAM, None)?;
    // A program that this one starts must not inherit the socket.
    fcntl_setfd(&socket, FdFlags::CLOEXEC)?;
    let stream = TcpStream::from(socket);
    stream.set_nonblocking(true)?;
    Ok(stream)
}

/// Begins to connect. When this returns, the connection may still be under
/// way; [`is_connected`] tells.
pub fn begin_connect(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = new_socket(address)?;
    match connect(&stream, &address) {
        Ok(()) | Err(Errno::INPROGRESS) => Ok(stream),
        Err(error) => Err(error.into()),
    }
}
// ANCHOR_END: begin

// ANCHOR: connected
/// Whether the connection is made. The error says why it will never be; it
/// is told only once. Never waits.
pub fn is_connected(stream: &TcpStream) -> io::Result<bool> {
    if let Some(error) = stream.take_error()? {
        return Err(error);
    }
    match stream.peer_addr() {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotConnected => Ok(false),
        Err(error) => Err(error),
    }
}
// ANCHOR_END: connected

#[cfg(test)]
mod tests;
