//! Turns of the reactor, with real sockets.

use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);
const LONG: Duration = Duration::from_secs(3600);

/// A source that reads a byte a turn, and notes what it was told.
#[derive(Debug)]
struct Ear {
    stream: UnixStream,
    deadline: Option<Instant>,
    told: Vec<PollFlags>,
    heard: Vec<u8>,
    over: bool,
    /// Goes into the table when this one hears something.
    next: Option<Box<Ear>>,
}

impl Source for Ear {
    fn socket(&self) -> BorrowedFd<'_> {
        self.stream.as_fd()
    }

    fn interest(&self) -> PollFlags {
        PollFlags::IN
    }

    fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    fn go_on(&mut self, readiness: PollFlags, new: &mut Vec<Self>) {
        self.told.push(readiness);
        let mut byte = [0];
        if readiness.is_empty() || self.stream.read(&mut byte).unwrap() == 0 {
            self.over = true;
        } else {
            self.heard.push(byte[0]);
        }
        new.extend(self.next.take().map(|next| *next));
    }

    fn is_over(&self) -> bool {
        self.over
    }
}

fn ear() -> (Ear, UnixStream) {
    let (stream, peer) = UnixStream::pair().unwrap();
    let ear = Ear {
        stream,
        deadline: None,
        told: Vec::new(),
        heard: Vec::new(),
        over: false,
        next: None,
    };
    (ear, peer)
}

#[test]
fn only_who_is_ready_goes_on() {
    within(LIMIT, || {
        let ((first, _quiet), (second, mut peer)) = (ear(), ear());
        let mut reactor = Reactor::new(vec![first, second]);
        peer.write_all(b"a").unwrap();
        assert!(reactor.turn().unwrap().is_empty());
        assert_eq!(reactor.sources[0].told, []);
        assert_eq!(reactor.sources[1].told, [PollFlags::IN]);
    });
}

#[test]
fn what_was_left_is_told_again() {
    within(LIMIT, || {
        let (ear, mut peer) = ear();
        let mut reactor = Reactor::new(vec![ear]);
        peer.write_all(b"ab").unwrap();
        reactor.turn().unwrap();
        reactor.turn().unwrap();
        assert_eq!(reactor.sources[0].heard, b"ab");
    });
}

#[test]
fn who_is_over_is_given_back() {
    within(LIMIT, || {
        let ((first, _quiet), (second, mut peer)) = (ear(), ear());
        peer.write_all(b"ab").unwrap();
        drop(peer);
        let mut reactor = Reactor::new(vec![first, second]);
        let over = loop {
            let over = reactor.turn().unwrap();
            if !over.is_empty() {
                break over;
            }
        };
        assert_eq!(over.len(), 1);
        assert_eq!(over[0].heard, b"ab");
        assert_eq!(reactor.len(), 1);
        assert!(!reactor.is_empty());
    });
}

#[test]
fn the_next_deadline_ends_the_waiting_for_one_source() {
    within(LIMIT, || {
        let ((mut far, _quiet), (mut near, _silent)) = (ear(), ear());
        let begin = Instant::now();
        far.deadline = Some(begin + LONG);
        near.deadline = Some(begin + Duration::from_millis(20));
        let mut reactor = Reactor::new(vec![far, near]);
        let over = reactor.turn().unwrap();
        assert!(begin.elapsed() >= Duration::from_millis(20));
        assert_eq!(over.len(), 1);
        assert_eq!(over[0].told, [PollFlags::empty()]);
        assert_eq!(reactor.sources[0].told, []);
    });
}

#[test]
fn a_deadline_that_has_passed_does_not_wait() {
    within(LIMIT, || {
        let (mut ear, _quiet) = ear();
        ear.deadline = Some(Instant::now());
        assert_eq!(Reactor::new(vec![ear]).turn().unwrap().len(), 1);
    });
}

#[test]
fn a_new_source_is_in_the_next_turn() {
    within(LIMIT, || {
        let ((mut first, mut peer), (second, mut other)) = (ear(), ear());
        first.next = Some(Box::new(second));
        let mut reactor = Reactor::new(vec![first]);
        peer.write_all(b"a").unwrap();
        other.write_all(b"b").unwrap();
        reactor.turn().unwrap();
        assert_eq!(reactor.len(), 2);
        assert_eq!(reactor.sources[1].heard, b"");
        reactor.turn().unwrap();
        assert_eq!(reactor.sources[1].heard, b"b");
    });
}
