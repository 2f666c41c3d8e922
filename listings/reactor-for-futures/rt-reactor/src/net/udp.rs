//! UDP: datagrams.

use std::io;
use std::net::SocketAddr;

use mio::net;

use crate::reactor::Direction;
use crate::source::Source;

/// Sends and receives datagrams.
#[derive(Debug)]
pub struct UdpSocket {
    source: Source<net::UdpSocket>,
}

impl UdpSocket {
    /// Receives at this address. Port 0 chooses a port.
    pub fn bind(address: SocketAddr) -> io::Result<Self> {
        let source = Source::new(net::UdpSocket::bind(address)?)?;
        Ok(UdpSocket { source })
    }

    /// The next datagram: how many bytes were put in the buffer, and who has
    /// sent them. What the buffer has no room for is lost.
    pub fn recv_from(
        &mut self,
        buffer: &mut [u8],
    ) -> impl Future<Output = io::Result<(usize, SocketAddr)>> {
        self.source.when(Direction::Read, |socket| socket.recv_from(buffer))
    }

    /// Sends a datagram.
    pub fn send_to(
        &mut self,
        bytes: &[u8],
        peer: SocketAddr,
    ) -> impl Future<Output = io::Result<usize>> {
        self.source
            .when(Direction::Write, move |socket| socket.send_to(bytes, peer))
    }

    /// Where it receives.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.source.socket().local_addr()
    }
}
