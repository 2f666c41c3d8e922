//! Edges, with real sockets.

use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);
const MOMENT: Duration = Duration::from_millis(50);

fn watched(selector: &Selector, key: u64) -> (UnixStream, UnixStream) {
    let (ours, peer) = UnixStream::pair().unwrap();
    ours.set_nonblocking(true).unwrap();
    selector.watch(&ours, key).unwrap();
    (ours, peer)
}

/// The keys that are readable.
fn readable(selector: &mut Selector, limit: Duration) -> Vec<u64> {
    let events = selector.wait(Some(limit)).unwrap();
    let readable = events.filter(|event| event.readable);
    readable.map(|event| event.key).collect()
}

#[test]
fn an_edge_is_told_once() {
    within(LIMIT, || {
        let mut selector = Selector::new().unwrap();
        let (mut ours, mut peer) = watched(&selector, 7);
        assert_eq!(readable(&mut selector, MOMENT), []);
        peer.write_all(b"ab").unwrap();
        assert_eq!(readable(&mut selector, LIMIT), [7]);
        ours.read_exact(&mut [0]).unwrap();
        assert_eq!(readable(&mut selector, MOMENT), []);
        peer.write_all(b"c").unwrap();
        assert_eq!(readable(&mut selector, LIMIT), [7]);
    });
}

#[test]
fn the_end_is_readable() {
    within(LIMIT, || {
        let mut selector = Selector::new().unwrap();
        let (_ours, peer) = watched(&selector, 7);
        readable(&mut selector, MOMENT);
        drop(peer);
        assert_eq!(readable(&mut selector, LIMIT), [7]);
    });
}

#[test]
fn room_is_told_after_there_was_none() {
    within(LIMIT, || {
        let mut selector = Selector::new().unwrap();
        let (mut ours, mut peer) = watched(&selector, 7);
        // More than the buffers hold: the kernel refuses the rest.
        let full = ours.write_all(&[0; 8 << 20]).unwrap_err();
        assert_eq!(full.kind(), ErrorKind::WouldBlock);
        selector.wait(Some(MOMENT)).unwrap().for_each(drop);
        // Room that is worth an event is more than a little: the peer reads all.
        peer.set_nonblocking(true).unwrap();
        io::copy(&mut peer, &mut io::sink()).unwrap_err();
        let writable = loop {
            let mut events = selector.wait(None).unwrap();
            if let Some(event) = events.find(|event| event.writable) {
                break event.key;
            }
        };
        assert_eq!(writable, 7);
    });
}

#[test]
fn who_is_forgotten_is_not_told() {
    within(LIMIT, || {
        let mut selector = Selector::new().unwrap();
        let (ours, mut peer) = watched(&selector, 7);
        selector.forget(&ours).unwrap();
        peer.write_all(b"a").unwrap();
        assert_eq!(readable(&mut selector, MOMENT), []);
    });
}
