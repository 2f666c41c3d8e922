//! The client, against the slow server, over real sockets.

use std::net::{Ipv4Addr, TcpListener};
use std::task::Poll;
use std::time::Duration;

use rustix::net::sockopt::set_socket_linger;
use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

#[test]
fn lines_are_counted_from_anywhere() {
    let counted = count_lines(&b"ant\nbumblebee\n\ncat"[..]).unwrap();
    assert_eq!(counted, Counted { lines: 4, longest: 9 });
    assert!(count_lines(&b"\xff\n"[..]).is_err());
}

#[test]
fn it_pauses_where_nothing_has_come_and_ends_at_the_end() {
    let (first, then) = within(LIMIT, || {
        let pace = Pace {
            bytes: 4.try_into().unwrap(),
            delay: Duration::from_millis(30),
            jitter: Duration::ZERO,
        };
        let server = slow_server::start(b"ant\nbumblebee\n", pace).unwrap();
        let stream = TcpStream::connect(server).unwrap();
        stream.set_nonblocking(true).unwrap();
        let mut go_on = begin(Rc::new(stream)).unwrap();
        let first = go_on().is_pending();
        loop {
            if let Poll::Ready(end) = go_on() {
                break (first, end.unwrap());
            }
        }
    });
    assert!(first, "nothing has come yet");
    assert_eq!(then, Counted { lines: 2, longest: 9 });
}

#[test]
fn a_poem_that_is_given_up_closes_its_socket() {
    let end = within(LIMIT, || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap());
        let stream = stream.unwrap();
        stream.set_nonblocking(true).unwrap();
        let (mut peer, _) = listener.accept().unwrap();
        let mut go_on = begin(Rc::new(stream)).unwrap();
        assert!(go_on().is_pending());
        drop(go_on);
        peer.read(&mut [0; 8]).unwrap()
    });
    assert_eq!(end, 0);
}

#[test]
fn a_connection_that_breaks_is_an_error() {
    let end = within(LIMIT, || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap());
        let (peer, _) = listener.accept().unwrap();
        // Now the drop of `peer` breaks the connection and does not end it.
        set_socket_linger(&peer, Some(Duration::ZERO)).unwrap();
        drop(peer);
        let mut go_on = begin(Rc::new(stream.unwrap())).unwrap();
        go_on()
    });
    assert!(matches!(end, Poll::Ready(Err(_))), "{end:?}");
}

#[test]
fn there_must_be_a_server() {
    let error = run(Arguments::new([""; 0])).unwrap_err();
    assert!(error.is::<UsageError>());
}
