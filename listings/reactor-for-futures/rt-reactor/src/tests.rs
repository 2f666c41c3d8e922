//! Real sockets, and wakers that do what they should not.

mod sockets;
mod wakers;

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use time_limit::within;

use super::*;
use crate::net::{TcpListener, TcpStream};

/// Runs a test in a thread of its own, inside of `block_on`.
fn on_reactor<F, T>(test: impl FnOnce() -> F + Send + 'static) -> T
where
    F: Future<Output = T>,
    T: Send + 'static,
{
    within(Duration::from_secs(20), || block_on(test()))
}

fn listener() -> (TcpListener, SocketAddr) {
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let listener = TcpListener::bind(any).unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

async fn pair() -> (TcpStream, TcpStream) {
    let (mut listener, address) = listener();
    let connect = TcpStream::connect(address);
    let (client, server) = join(connect, listener.accept()).await;
    (client.unwrap(), server.unwrap().0)
}
