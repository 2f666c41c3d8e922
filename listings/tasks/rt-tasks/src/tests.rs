//! Tasks that behave, and tasks that do not.

mod conduct;
mod fairness;
mod handles;
mod wakes;

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use time_limit::within;

use super::*;
use crate::net::{TcpListener, TcpStream};

const LIMIT: Duration = Duration::from_secs(20);

/// Runs a test in a thread of its own, inside of `block_on`.
fn in_tasks<F, T>(test: impl FnOnce() -> F + Send + 'static) -> T
where
    F: Future<Output = T>,
    T: Send + 'static,
{
    within(LIMIT, || block_on(test()))
}

async fn pair() -> (TcpStream, TcpStream) {
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let mut listener = TcpListener::bind(any).unwrap();
    let connect = TcpStream::connect(listener.local_addr().unwrap());
    let (client, server) = join(connect, listener.accept()).await;
    (client.unwrap(), server.unwrap().0)
}
