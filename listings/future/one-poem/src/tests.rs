//! The future, against the slow server, over a real socket.

use std::net::{Ipv4Addr, TcpListener};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use slow_server::Pace;
use time_limit::within;

use super::*;
use crate::poem::Whole;

const LIMIT: Duration = Duration::from_secs(20);

fn slow(poem: &str, bytes: usize) -> String {
    let pace = Pace {
        bytes: bytes.try_into().unwrap(),
        delay: Duration::from_millis(5),
        jitter: Duration::ZERO,
    };
    slow_server::start(poem.as_bytes(), pace).unwrap().to_string()
}

fn poem(stream: TcpStream) -> Poem {
    stream.set_nonblocking(true).unwrap();
    Poem::new(stream, Lane::new(&Task::begin("block_on"), "poem"))
}

#[test]
fn the_poem_comes_whole_and_unchanged() {
    within(LIMIT, || {
        let server = slow("Über allen Gipfeln", 7);
        let whole = block_on(poem(TcpStream::connect(server).unwrap()));
        let Whole { bytes, polls } = whole.unwrap();
        assert_eq!(bytes, "Über allen Gipfeln".as_bytes());
        // One for each piece, one for the end, and some that bring nothing.
        assert!(polls > 4, "{polls}");
    });
}

#[test]
fn a_poll_takes_what_is_there_and_does_not_wait() {
    within(LIMIT, || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let ours = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut theirs, _) = listener.accept().unwrap();
        let mut poem = pin!(poem(ours));
        let mut cx = Context::from_waker(Waker::noop());
        assert!(poem.as_mut().poll(&mut cx).is_pending());
        theirs.write_all(b"Ruh").unwrap();
        drop(theirs);
        // It may take a moment, even from a machine to itself.
        let whole = loop {
            if let Poll::Ready(whole) = poem.as_mut().poll(&mut cx) {
                break whole.unwrap();
            }
        };
        assert_eq!(whole.bytes, b"Ruh");
        // Nothing forbids to poll it again. What it says then is wrong.
        let Poll::Ready(Ok(again)) = poem.as_mut().poll(&mut cx) else {
            panic!("the socket is at its end");
        };
        assert_eq!(again.bytes, b"");
        assert_eq!(again.polls, whole.polls + 1);
    });
}

#[test]
fn a_connection_that_breaks_has_brought_no_poem() {
    within(LIMIT, || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let mut ours =
            TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut theirs, _) = listener.accept().unwrap();
        theirs.write_all(b"Ruh").unwrap();
        // To be closed with something unread breaks the connection.
        ours.write_all(b"!").unwrap();
        while theirs.peek(&mut [0]).unwrap() == 0 {}
        drop(theirs);
        assert!(block_on(poem(ours)).is_err());
    });
}

#[test]
fn the_program_tells_the_bytes_and_the_polls() {
    let lines = within(LIMIT, || {
        let mut out = Vec::new();
        fetch(&slow("Warte nur", 4), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    });
    let lines: Vec<&str> = lines.lines().collect();
    let polls = lines[0].strip_prefix("9 bytes, polled ").unwrap();
    let polls: u64 = polls.strip_suffix(" times").unwrap().parse().unwrap();
    // A poll for each piece and one for the end would be enough, if a poll waited.
    assert!(polls > 4, "{polls}");
    assert!(lines[1].ends_with(" of it on a processor"), "{lines:?}");
}

#[test]
fn there_must_be_one_server() {
    for words in [&[][..], &["a:1", "b:2"]] {
        let error = run(Arguments::new(words.iter().copied())).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
