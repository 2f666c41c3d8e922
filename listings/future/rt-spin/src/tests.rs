//! Futures over real sockets, and futures that tell how they are polled.

use std::cell::Cell;
use std::future::{pending, poll_fn, ready};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

async fn pair() -> (TcpStream, TcpStream) {
    let (listener, address) = listener();
    let (client, server) = join(connect(address), accept(&listener)).await;
    (client.unwrap(), server.unwrap().0)
}

async fn read_to_end(stream: &TcpStream) -> usize {
    let mut count = 0;
    let mut buffer = [0; 4096];
    loop {
        match read(stream, &mut buffer).await.unwrap() {
            0 => return count,
            some => count += some,
        }
    }
}

/// Pending so often, then ready.
fn after(polls: u32, asked: Rc<Cell<u32>>) -> impl Future<Output = ()> {
    poll_fn(move |_| {
        asked.set(asked.get() + 1);
        if asked.get() > polls { Poll::Ready(()) } else { Poll::Pending }
    })
}

#[test]
fn a_future_is_polled_until_it_is_ready_and_not_again() {
    let asked = Rc::new(Cell::new(0));
    block_on(after(3, asked.clone()));
    assert_eq!(asked.get(), 4);
}

#[test]
fn a_join_polls_each_until_it_is_ready_and_not_again() {
    let asked = [(); 2].map(|()| Rc::new(Cell::new(0)));
    block_on(join(after(1, asked[0].clone()), after(5, asked[1].clone())));
    assert_eq!(asked.each_ref().map(|it| it.get()), [2, 6]);
}

#[test]
fn a_join_drops_a_future_as_soon_as_it_is_ready() {
    let kept = Rc::new(());
    let inside = kept.clone();
    let early = poll_fn(move |_| {
        let _ = &inside;
        Poll::Ready(())
    });
    let mut both = pin!(join(early, pending::<()>()));
    let mut cx = Context::from_waker(Waker::noop());
    assert!(both.as_mut().poll(&mut cx).is_pending());
    assert_eq!(Rc::strong_count(&kept), 1);
}

#[test]
#[should_panic(expected = "a join was polled after it was ready")]
fn a_join_that_was_ready_is_not_polled_again() {
    let mut both = pin!(join(ready(1), ready(2)));
    let mut cx = Context::from_waker(Waker::noop());
    assert_eq!(both.as_mut().poll(&mut cx), Poll::Ready((1, 2)));
    let _ = both.as_mut().poll(&mut cx);
}

#[test]
fn two_ends_talk_in_one_thread() {
    within(LIMIT, || {
        block_on(async {
            let (client, server) = pair().await;
            // More than the socket's buffers hold: both have to take turns.
            let poem = vec![b'x'; 8 << 20];
            let send = async {
                write_all(&client, &poem).await.unwrap();
                drop(client);
            };
            let ((), count) = join(send, read_to_end(&server)).await;
            assert_eq!(count, 8 << 20);
        });
    });
}

#[test]
fn a_future_that_is_not_polled_does_nothing() {
    let (listener, address) = listener();
    drop(connect(address));
    let error = listener.accept().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WouldBlock);
}

#[test]
fn a_poll_does_not_wait() {
    within(LIMIT, || {
        let (client, _server) = block_on(pair());
        let mut buffer = [0];
        let mut read = pin!(read(&client, &mut buffer));
        let mut cx = Context::from_waker(Waker::noop());
        assert!(read.as_mut().poll(&mut cx).is_pending());
    });
}

#[test]
fn a_connection_that_is_refused_is_an_error() {
    within(LIMIT, || {
        // Port 1 needs a privileged server from another age.
        let nobody = SocketAddr::from((Ipv4Addr::LOCALHOST, 1));
        let error = block_on(connect(nobody)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
    });
}

#[test]
#[cfg(target_os = "linux")]
fn a_connection_that_is_under_way_is_kept() {
    let crowded = crowded_server::Crowded::bind(0).unwrap();
    let mut connect = pin!(connect(crowded.address().unwrap()));
    let mut cx = Context::from_waker(Waker::noop());
    assert!(connect.as_mut().poll(&mut cx).is_pending());
    let under_way = format!("{connect:?}");
    assert!(under_way.contains("Some(TcpStream"), "{under_way}");
    assert!(connect.as_mut().poll(&mut cx).is_pending());
    assert_eq!(format!("{connect:?}"), under_way);
}
