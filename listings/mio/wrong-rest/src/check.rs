//! What the program has to do, before it is mended and after.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::thread;
use std::time::Duration;

use mio::net::TcpStream;
use time_limit::within;

use super::Sender;

/// More than all buffers hold.
const LENGTH: usize = 24 << 20;

/// Somewhat more turns than a message of that length needs.
const MANY: usize = 20_000;

pub(crate) fn everything_arrives_and_then_it_waits() {
    within(Duration::from_secs(60), || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let stream = std::net::TcpStream::connect(address).unwrap();
        stream.set_nonblocking(true).unwrap();
        let (mut peer, _) = listener.accept().unwrap();
        let message = vec![b'x'; LENGTH];
        let stream = TcpStream::from_std(stream);
        let mut sender = Sender::send(stream, &message).unwrap();
        assert!(!sender.is_done(), "the buffers are larger than this test");
        let reading = thread::spawn(move || {
            let mut message = vec![0; LENGTH];
            peer.read_exact(&mut message).unwrap();
            peer
        });
        let mut turns = 0;
        let mut quiet = 0;
        while !sender.is_done() {
            let has_event = sender.turn().unwrap();
            turns += 1;
            quiet += usize::from(!has_event);
            assert!(quiet < 3, "a part is left, and nothing happens");
        }
        let mut peer = reading.join().unwrap();
        assert!(turns < MANY, "{turns} turns");
        // Nothing is left to write: a turn has to wait for the peer's byte.
        // The first one may bring an event from before.
        for _ in 0..2 {
            sender.turn().unwrap();
        }
        let speaking = thread::spawn(move || {
            thread::sleep(Duration::from_millis(300));
            peer.write_all(b"!").unwrap();
            peer
        });
        let mut turns = 0;
        while !speaking.is_finished() {
            sender.turn().unwrap();
            turns += 1;
        }
        assert!(turns < 100, "nothing to write, and {turns} turns");
    });
}
