//! What a guest says, over real sockets.

use std::io::Write;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::rc::Rc;
use std::time::Duration;

use mio::{Events, Poll, Token};
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

/// A loop with the proxy's end of a connection in it, and the guest's end.
fn pair() -> (Poll, Watched, TcpStream) {
    let poll = Poll::new().unwrap();
    let registry = Rc::new(poll.registry().try_clone().unwrap());
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let guest = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (stream, _) = listener.accept().unwrap();
    stream.set_nonblocking(true).unwrap();
    let stream = mio::net::TcpStream::from_std(stream);
    let watched = Watched::new(stream, &registry, Token(1)).unwrap();
    (poll, watched, guest)
}

/// Reads at each event until there is a name or an error.
fn name(poll: &mut Poll, stream: &mut Watched) -> io::Result<String> {
    let mut lines = Lines::new(LONGEST_NAME);
    let mut events = Events::with_capacity(8);
    loop {
        if let Done(name) = read_name(stream, &mut lines) {
            return name;
        }
        poll.poll(&mut events, None).unwrap();
    }
}

#[test]
fn a_name_may_come_in_pieces() {
    within(LIMIT, || {
        let (mut poll, mut stream, mut guest) = pair();
        let mut lines = Lines::new(LONGEST_NAME);
        assert!(matches!(read_name(&mut stream, &mut lines), NotYet));
        guest.write_all(b"goe").unwrap();
        poll.poll(&mut Events::with_capacity(8), None).unwrap();
        assert!(matches!(read_name(&mut stream, &mut lines), NotYet));
        guest.write_all(b"the\nrossetti").unwrap();
        poll.poll(&mut Events::with_capacity(8), None).unwrap();
        loop {
            match read_name(&mut stream, &mut lines) {
                NotYet => {}
                Done(name) => break assert_eq!(name.unwrap(), "goethe"),
            }
        }
    });
}

#[test]
fn a_name_that_the_end_cuts_is_none() {
    within(LIMIT, || {
        let (mut poll, mut stream, mut guest) = pair();
        guest.write_all(b"goethe").unwrap();
        drop(guest);
        let error = name(&mut poll, &mut stream).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
    });
}

#[test]
fn a_name_has_a_limit() {
    within(LIMIT, || {
        let (mut poll, mut stream, mut guest) = pair();
        guest.write_all(&[b'x'; 81]).unwrap();
        let error = name(&mut poll, &mut stream).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Other);

        let (mut poll, mut stream, mut guest) = pair();
        let longest = "x".repeat(80);
        guest.write_all(format!("{longest}\n").as_bytes()).unwrap();
        assert_eq!(name(&mut poll, &mut stream).unwrap(), longest);
    });
}

#[test]
fn who_talks_is_there_and_who_closes_has_left() {
    within(LIMIT, || {
        let (mut poll, mut stream, mut guest) = pair();
        let mut events = Events::with_capacity(8);
        assert!(!has_left(&mut stream));
        guest.write_all(b"hurry").unwrap();
        poll.poll(&mut events, None).unwrap();
        assert!(!has_left(&mut stream));
        drop(guest);
        while !has_left(&mut stream) {
            poll.poll(&mut events, None).unwrap();
        }
    });
}

/// Says so many bytes, and asks whether the guest has left when all are there.
fn has_left_after(bytes: usize) -> bool {
    within(LIMIT, move || {
        let (_poll, mut stream, mut guest) = pair();
        guest.write_all(&vec![b'x'; bytes]).unwrap();
        while stream.peek(&mut vec![0; bytes]).ok() != Some(bytes) {}
        has_left(&mut stream)
    })
}

#[test]
fn who_talks_without_a_break_is_taken_to_have_left() {
    assert!(!has_left_after(7 * 512));
    assert!(has_left_after(7 * 512 + 1));
}
