//! The client, against the slow server, over real sockets.

use std::net::{Ipv4Addr, TcpListener};
use std::time::Duration;

use rustix::net::sockopt::set_socket_linger;
use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

/// A connection whose other end is here.
fn pair() -> (TcpStream, CountLines) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    stream.set_nonblocking(true).unwrap();
    let (peer, _) = listener.accept().unwrap();
    (peer, CountLines::new(Rc::new(stream)))
}

fn to_the_end(machine: &mut CountLines) -> io::Result<Counted> {
    loop {
        if let Poll::Ready(end) = machine.step() {
            return end;
        }
    }
}

#[test]
fn it_pauses_where_nothing_has_come_and_ends_at_the_end() {
    let counted = within(LIMIT, || {
        let pace = Pace {
            bytes: 1.try_into().unwrap(),
            delay: Duration::from_millis(10),
            jitter: Duration::ZERO,
        };
        let server = slow_server::start(b"ant\nbumblebee\n", pace).unwrap();
        let stream = TcpStream::connect(server).unwrap();
        stream.set_nonblocking(true).unwrap();
        let mut machine = CountLines::new(Rc::new(stream));
        assert!(machine.step().is_pending(), "nothing has come yet");
        to_the_end(&mut machine)
    });
    assert_eq!(counted.unwrap(), Counted { lines: 2, longest: 9 });
}

#[test]
fn a_poem_that_ends_within_a_line_is_an_error() {
    let error = within(LIMIT, || {
        let (mut peer, mut machine) = pair();
        peer.write_all(b"ant\nbumble").unwrap();
        drop(peer);
        to_the_end(&mut machine)
    });
    assert!(error.is_err());
}

#[test]
fn a_line_that_is_too_long_is_an_error_before_its_end() {
    let error = within(LIMIT, || {
        let (mut peer, mut machine) = pair();
        peer.write_all(&[b'x'; LONGEST + 1]).unwrap();
        let error = to_the_end(&mut machine);
        drop(peer);
        error
    });
    assert!(error.is_err());
}

#[test]
fn a_machine_that_is_given_up_closes_its_socket() {
    let end = within(LIMIT, || {
        let (mut peer, mut machine) = pair();
        assert!(machine.step().is_pending());
        drop(machine);
        peer.read(&mut [0; 8]).unwrap()
    });
    assert_eq!(end, 0);
}

#[test]
fn a_connection_that_breaks_is_an_error() {
    let end = within(LIMIT, || {
        let (peer, mut machine) = pair();
        // Now the drop of `peer` breaks the connection and does not end it.
        set_socket_linger(&peer, Some(Duration::ZERO)).unwrap();
        drop(peer);
        to_the_end(&mut machine)
    });
    assert!(end.is_err());
}

#[test]
fn there_must_be_a_server() {
    for words in [&[][..], &["--size", "a:1"]] {
        let error = run(Arguments::new(words)).unwrap_err();
        assert!(error.is::<UsageError>(), "{words:?}");
    }
}
