//! Three who talk, over real sockets.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::thread;
use std::time::Duration;

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

fn relay() -> (Relay, SocketAddr) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    (Relay::new(listener).unwrap(), address)
}

/// Joins, and returns when the relay has noticed.
fn join(relay: &mut Relay, address: SocketAddr) -> TcpStream {
    let members = relay.members();
    let client = TcpStream::connect(address).unwrap();
    while relay.members() == members {
        relay.turn().unwrap();
    }
    client
}

fn heard(mut client: &TcpStream, count: usize) -> Vec<u8> {
    let mut bytes = vec![0; count];
    client.read_exact(&mut bytes).unwrap();
    bytes
}

#[test]
fn all_others_hear_and_the_speaker_does_not() {
    within(LIMIT, || {
        let (mut relay, address) = relay();
        let mut ant = join(&mut relay, address);
        let bee = join(&mut relay, address);
        let cat = join(&mut relay, address);
        ant.write_all(b"hello\n").unwrap();
        relay.turn().unwrap();
        assert_eq!(heard(&bee, 6), b"hello\n");
        assert_eq!(heard(&cat, 6), b"hello\n");
        ant.set_nonblocking(true).unwrap();
        let error = ant.read(&mut [0; 1]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WouldBlock);
    });
}

#[test]
fn who_leaves_is_no_member_any_more() {
    within(LIMIT, || {
        let (mut relay, address) = relay();
        let ant = join(&mut relay, address);
        let _bee = join(&mut relay, address);
        drop(ant);
        while relay.members() == 2 {
            relay.turn().unwrap();
        }
        assert_eq!(relay.members(), 1);
    });
}

#[test]
fn who_does_not_read_has_to_go_and_nobody_else() {
    within(LIMIT, || {
        let (mut relay, address) = relay();
        let mut ant = join(&mut relay, address);
        let _silent = join(&mut relay, address);
        let reader = join(&mut relay, address);
        ant.set_nonblocking(true).unwrap();
        reader.set_nonblocking(true).unwrap();
        while relay.members() == 3 {
            // As much as there is room for; the reader takes all of it.
            let _ = ant.write(&[b'x'; 512]);
            relay.turn().unwrap();
            while (&reader).read(&mut [0; 4096]).is_ok_and(|count| count > 0) {}
        }
        ant.set_nonblocking(false).unwrap();
        reader.set_nonblocking(false).unwrap();
        ant.write_all(b"!").unwrap();
        relay.turn().unwrap();
        // Behind what was still on its way.
        while heard(&reader, 1) != b"!" {}
        assert_eq!(relay.members(), 2);
    });
}

#[test]
fn who_reads_late_gets_every_byte() {
    within(LIMIT, || {
        let (mut relay, address) = relay();
        let mut ant = join(&mut relay, address);
        let bee = join(&mut relay, address);
        let mut sent = 0;
        while relay.members[1].queue.is_empty() {
            sent += ant.write(&[b'x'; 512]).unwrap();
            relay.turn().unwrap();
        }
        drop(ant);
        while relay.members() == 2 {
            relay.turn().unwrap();
        }
        // Nobody speaks any more: only room for the rest ends these turns.
        let reading = thread::spawn(move || heard(&bee, sent).len());
        while !relay.members[0].queue.is_empty() {
            relay.turn().unwrap();
        }
        assert_eq!(reading.join().unwrap(), sent);
    });
}
