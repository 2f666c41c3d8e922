//! Reads of a poem, and the watchdog.

use std::io::Write;
use std::net::{Shutdown, TcpListener};
use std::sync::mpsc;

use rustix::event::{PollFd, PollFlags, poll};
use time_limit::within;

use super::watchdog::watch;
use super::*;

const LIMIT: Duration = Duration::from_secs(20);

fn connected() -> (Poem, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = listener.local_addr().unwrap().to_string();
    let poem = Poem::connect(&server, "poem").unwrap();
    (poem, listener.accept().unwrap().0)
}

/// Waits until there is something to read.
fn wait_for(poem: &Poem) {
    let mut list = [PollFd::new(poem, PollFlags::IN)];
    poll(&mut list, None).unwrap();
}

#[test]
fn a_read_takes_what_its_buffer_holds() {
    within(LIMIT, || {
        let (mut poem, mut peer) = connected();
        assert_eq!(poem.read(&mut [0; 2]), Found::NotYet);
        peer.write_all(b"abc").unwrap();
        peer.shutdown(Shutdown::Write).unwrap();
        wait_for(&poem);
        assert_eq!(poem.read(&mut [0; 2]), Found::Bytes(2));
        assert!(!poem.is_over());
        assert_eq!(poem.read(&mut [0; 2]), Found::Bytes(1));
        wait_for(&poem);
        assert_eq!(poem.read(&mut [0; 2]), Found::End);
        assert!(poem.is_over());
        assert_eq!(poem.bytes(), b"abc");
        assert!(poem.to_string().contains(": 3 bytes in "), "{poem}");
    });
}

#[test]
fn the_watchdog_leaves_those_alone_that_live() {
    let done = watch(LIMIT, Vec::new(), |collar| {
        collar.sign();
        7
    });
    assert_eq!(done.unwrap(), 7);
}

#[test]
fn the_watchdog_names_the_socket_with_unread_bytes() {
    let message = within(LIMIT, || {
        let ((full, mut peer), (empty, _silent)) = (connected(), connected());
        peer.write_all(b"abc").unwrap();
        wait_for(&full);
        let sockets = vec![full.handle().unwrap(), empty.handle().unwrap()];
        let (_open, never) = mpsc::channel::<()>();
        let hang = move |_: &watchdog::Collar| never.recv();
        let bite = watch(Duration::from_millis(50), sockets, hang).unwrap_err();
        (bite.to_string(), full.server, empty.server)
    });
    let (message, full, empty) = message;
    assert!(message.starts_with("nothing has happened for 50ms"), "{message}");
    let unread = format!("{full}: unread bytes in the kernel: 3");
    assert!(message.contains(&unread), "{message}");
    assert!(!message.contains(&empty), "{message}");
}

#[test]
#[should_panic(expected = "the reason")]
fn who_panics_is_not_taken_for_dead() {
    let _ = watch(LIMIT, Vec::new(), |_| panic!("the reason"));
}
