//! The two ways of waiting.

use std::future::poll_fn;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::pin;

use rt_reactor::join;
use rt_reactor::net::TcpStream;

/// By the `block_on` of *Future*.
pub(crate) fn by_spinning(address: SocketAddr) -> io::Result<u64> {
    let byte = async || {
        let stream = rt_spin::connect(address).await?;
        is_there(rt_spin::read(&stream, &mut [0]).await)
    };
    let (all, polls) = rt_spin::block_on(three([byte(), byte(), byte()]));
    all.map(|()| polls)
}

/// By the `block_on` of this chapter.
pub(crate) fn by_reactor(address: SocketAddr) -> io::Result<u64> {
    let byte = async || {
        let mut stream = TcpStream::connect(address).await?;
        is_there(stream.read(&mut [0]).await)
    };
    let (all, polls) = rt_reactor::block_on(three([byte(), byte(), byte()]));
    all.map(|()| polls)
}

/// A read of nothing is the end, and the byte is missing.
fn is_there(read: io::Result<usize>) -> io::Result<()> {
    match read? {
        0 => Err(ErrorKind::UnexpectedEof.into()),
        _ => Ok(()),
    }
}

/// All three, and how often the whole is polled.
async fn three(
    bytes: [impl Future<Output = io::Result<()>>; 3],
) -> (io::Result<()>, u64) {
    let [one, two, three] = bytes;
    let mut all = pin!(join(one, join(two, three)));
    let mut polls = 0;
    let (one, (two, three)) = poll_fn(|cx| {
        polls += 1;
        all.as_mut().poll(cx)
    })
    .await;
    (one.and(two).and(three), polls)
}
