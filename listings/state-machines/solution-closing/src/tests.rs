//! Guests that say more than they should, over real sockets.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::rc::Rc;
use std::thread;

use mio::{Events, Poll, Token};
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(30);

/// More than the guest's receive buffer holds, and less than both buffers.
const ANSWER: usize = 1 << 20;

fn queue() -> WriteQueue {
    let mut queue = WriteQueue::new(ANSWER);
    queue.push(&vec![b'x'; ANSWER]).unwrap();
    queue
}

/// A loop with the server's end of a connection in it, and the guest's end.
fn pair() -> (Poll, Watched, TcpStream) {
    let poll = Poll::new().unwrap();
    let registry = Rc::new(poll.registry().try_clone().unwrap());
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let guest = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (stream, _) = listener.accept().unwrap();
    stream.set_nonblocking(true).unwrap();
    let stream = mio::net::TcpStream::from_std(stream);
    let stream = Watched::new(stream, &registry, Token(1)).unwrap();
    (poll, stream, guest)
}

/// A guest that talks, listens, and then closes. Gives how many bytes came.
fn talk_and_listen(mut guest: TcpStream) -> thread::JoinHandle<usize> {
    guest.write_all(b"and another thing").unwrap();
    thread::spawn(move || {
        let mut heard = Vec::new();
        let _ = guest.read_to_end(&mut heard);
        heard.len()
    })
}

#[test]
fn a_guest_that_talks_on_gets_all() {
    within(LIMIT, || {
        let (mut poll, stream, guest) = pair();
        let guest = talk_and_listen(guest);
        let mut farewell = Farewell::new(stream, queue());
        let mut events = Events::with_capacity(8);
        while let NotYet = farewell.step(Instant::now()) {
            poll.poll(&mut events, Some(LIMIT)).unwrap();
        }
        drop(farewell);
        assert_eq!(guest.join().unwrap(), ANSWER);
    });
}

#[test]
fn the_guest_learns_that_the_answer_is_whole_before_it_closes() {
    within(LIMIT, || {
        let (_poll, stream, mut guest) = pair();
        let mut queue = WriteQueue::new(10);
        queue.push(b"Ruh").unwrap();
        let mut farewell = Farewell::new(stream, queue);
        let now = Instant::now();
        assert!(matches!(farewell.step(now), NotYet));
        let late = now + Duration::from_secs(5);
        assert_eq!(farewell.deadline(), Some(late));
        let mut heard = String::new();
        guest.read_to_string(&mut heard).unwrap();
        assert_eq!(heard, "Ruh");
    });
}

#[test]
fn a_guest_that_never_closes_is_given_up() {
    let (_poll, stream, guest) = pair();
    let mut queue = WriteQueue::new(10);
    queue.push(b"Ruh").unwrap();
    let mut farewell = Farewell::new(stream, queue);
    let now = Instant::now();
    assert!(matches!(farewell.step(now), NotYet));
    let early = now + PATIENCE - Duration::from_nanos(1);
    assert!(matches!(farewell.step(early), NotYet));
    assert!(matches!(farewell.step(now + PATIENCE), Done(Ok(()))));
    assert_eq!(farewell.deadline(), None);
    drop(guest);
}

#[test]
fn a_guest_that_closes_early_is_no_trouble() {
    within(LIMIT, || {
        let (mut poll, stream, guest) = pair();
        guest.shutdown(Shutdown::Write).unwrap();
        let mut queue = WriteQueue::new(10);
        queue.push(b"Ruh").unwrap();
        let mut farewell = Farewell::new(stream, queue);
        let mut events = Events::with_capacity(8);
        while let NotYet = farewell.step(Instant::now()) {
            poll.poll(&mut events, Some(LIMIT)).unwrap();
        }
        let mut heard = String::new();
        (&guest).read_to_string(&mut heard).unwrap();
        assert_eq!(heard, "Ruh");
    });
}

// What the exercise is about: without `Closing`, the answer is cut.
#[test]
#[cfg(target_os = "linux")]
fn to_close_with_unread_bytes_loses_what_is_on_its_way() {
    within(LIMIT, || {
        let (mut poll, mut stream, mut guest) = pair();
        guest.write_all(b"and another thing").unwrap();
        let mut queue = queue();
        let mut events = Events::with_capacity(8);
        let mut heard = 0;
        let mut buffer = vec![0; 1 << 16];
        loop {
            queue.write_to(&mut stream).unwrap();
            if queue.is_empty() {
                break;
            }
            heard += guest.read(&mut buffer).unwrap();
            let soon = Some(Duration::from_millis(1));
            poll.poll(&mut events, soon).unwrap();
        }
        drop(stream);
        while let Ok(count @ 1..) = guest.read(&mut buffer) {
            heard += count;
        }
        assert!(heard < ANSWER, "{heard}");
    });
}
