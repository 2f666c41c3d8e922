//! Connections that come and go.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use rt_reactor::join;
use rt_reactor::reactor::Reactor;

use crate::runtime::block_on;
use crate::runtime::net::{TcpListener, TcpStream};

/// Opens and closes so many connections, one after another. Returns how many
/// sockets the reactor knows at the end, when the listener is left.
pub fn come_and_go(connections: usize) -> io::Result<usize> {
    block_on(async {
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let mut listener = TcpListener::bind(any)?;
        let address = listener.local_addr()?;
        for _ in 0..connections {
            let connect = TcpStream::connect(address);
            let (ours, theirs) = join(connect, listener.accept()).await;
            drop((ours?, theirs?));
        }
        Ok(Reactor::current()?.sockets())
    })
}
