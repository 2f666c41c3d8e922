//! A row of the chapter's table each.

mod sockets;
mod tasks;
mod time;
mod together;

use std::fmt::Debug;
use std::net::Ipv4Addr;
use std::time::Duration;

use time_limit::within;
use tiny_rt::net::{TcpListener, TcpStream};
use tiny_rt::{block_on, sleep, spawn, timeout, yield_now};

use super::*;

const MS: Duration = Duration::from_millis(1);

/// Plays a scene in which no drop may make a difference.
#[track_caller]
fn check_safe<T, F>(expected: T, scene: F)
where
    T: Debug + PartialEq + Send + 'static,
    F: AsyncFn(usize) -> (Dropped, T) + Send + 'static,
{
    let results = in_time(async move || every_drop(scene).await);
    // A drop after no poll, after one, and none: a scene in which nothing
    // waits would prove nothing.
    assert!(results.len() > 2, "{results:?}");
    assert!(results.iter().all(|it| *it == expected), "{results:?}");
}

fn in_time<T: Send + 'static>(
    test: impl AsyncFnOnce() -> T + Send + 'static,
) -> T {
    within(Duration::from_secs(30), || block_on(test()))
}

fn was_dropped<T>(output: &Option<T>) -> Dropped {
    if output.is_some() { Dropped::No } else { Dropped::Yes }
}

/// Both ends of a connection.
async fn pair() -> (TcpStream, TcpStream) {
    let mut listener = listen();
    let address = listener.local_addr().unwrap();
    let ours = TcpStream::connect(address).await.unwrap();
    (ours, listener.accept().await.unwrap().0)
}

fn listen() -> TcpListener {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap()
}

/// A connection to a peer that sends these pieces slowly.
async fn slow_peer(pieces: &'static [&'static [u8]]) -> TcpStream {
    let (ours, mut peer) = pair().await;
    drop(spawn(async move {
        for piece in pieces {
            sleep(2 * MS).await;
            peer.write_all(piece).await.unwrap();
        }
    }));
    ours
}

/// All that comes until the end.
async fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let (mut all, mut buffer) = (Vec::new(), vec![0; 1 << 16]);
    loop {
        match stream.read(&mut buffer).await.unwrap() {
            0 => return all,
            count => all.extend_from_slice(&buffer[..count]),
        }
    }
}

#[test]
#[should_panic(expected = "[2, 1, 2]")]
fn a_call_that_loses_something_is_found_out() {
    check_safe(2, async |polls| {
        let mut taken = 2;
        let call = async {
            taken -= 1;
            yield_now().await;
            taken += 1;
        };
        let done = at_most(polls, call).await;
        (was_dropped(&done), taken)
    });
}

#[test]
fn a_call_has_so_many_polls_and_no_more() {
    in_time(async || {
        let count = async |polls| {
            let mut count = 0;
            let forever = poll_fn(|cx| {
                count += 1;
                cx.waker().wake_by_ref();
                Poll::<()>::Pending
            });
            assert_eq!(at_most(polls, forever).await, None);
            count
        };
        for polls in 0..5 {
            assert_eq!(count(polls).await, polls);
        }
    });
}
