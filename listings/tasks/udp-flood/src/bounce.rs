//! A datagram there and back, by the sockets of two steps.

use std::io;

/// Sends a datagram to itself, and receives it.
pub(crate) trait Bounce {
    fn bounce(&mut self) -> impl Future<Output = io::Result<()>>;
}

impl Bounce for rt_tasks::net::UdpSocket {
    async fn bounce(&mut self) -> io::Result<()> {
        let itself = self.local_addr()?;
        self.send_to(b"x", itself).await?;
        self.recv_from(&mut [0; 1]).await?;
        Ok(())
    }
}

impl Bounce for rt_reactor::net::UdpSocket {
    async fn bounce(&mut self) -> io::Result<()> {
        let itself = self.local_addr()?;
        self.send_to(b"x", itself).await?;
        self.recv_from(&mut [0; 1]).await?;
        Ok(())
    }
}
