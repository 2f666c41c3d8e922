//! Slow polls, and a byte that has come.

use std::cell::Cell;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::rc::Rc;
use std::thread;
use std::time::Duration;

use rt_tasks::net::TcpStream;
use rt_tasks::{spawn, yield_now};
use time_limit::within;

use super::*;

/// How many slices a task computes, and how long one takes.
const SLICES: u32 = 40;
const SLICE: Duration = Duration::from_millis(10);

/// How many slices are over when the byte is read.
async fn slices_before_the_byte() -> u32 {
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let listener = TcpListener::bind(any).unwrap();
    let address = listener.local_addr().unwrap();
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut peer, _) = listener.accept().unwrap();
    let over = Rc::new(Cell::new(0));
    let seen = Rc::clone(&over);
    let mut stream = stream;
    let reader = spawn(async move {
        stream.read(&mut [0]).await.unwrap();
        seen.get()
    });
    // Now the reader waits, and its socket is not known to be ready.
    yield_now().await;
    peer.write_all(b"x").unwrap();
    spawn(async move {
        for _ in 0..SLICES {
            // Instead of computing: it blocks the thread as well.
            thread::sleep(SLICE);
            over.set(over.get() + 1);
            yield_now().await;
        }
    });
    reader.await.unwrap()
}

#[test]
fn the_byte_is_read_after_one_slice() {
    let limit = Duration::from_secs(20);
    let before = within(limit, || block_on(slices_before_the_byte()));
    assert!(before <= 2, "{before}");
    // The executor of the chapter reads it when all slices are over.
    let before = within(limit, || rt_tasks::block_on(slices_before_the_byte()));
    assert_eq!(before, SLICES);
}
