//! The server, over real sockets.

use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroUsize;
use std::thread;

use rustix::io::Errno;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(30);
const POEM: &[u8] = b"Ruhest du auch.";

fn pace(bytes: usize, delay: u64) -> Pace {
    Pace {
        bytes: NonZeroUsize::new(bytes).unwrap(),
        delay: Duration::from_millis(delay),
        jitter: Duration::ZERO,
    }
}

fn server(poem: &[u8], pace: Pace) -> (Reactor<Party>, SocketAddr) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let door = Party::door(listener, poem.into(), pace).unwrap();
    (Reactor::new(vec![door]), address)
}

fn start(poem: &'static [u8], pace: Pace) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || serve(listener, poem.into(), pace));
    address
}

fn fetch(server: SocketAddr) -> Vec<u8> {
    let mut poem = Vec::new();
    TcpStream::connect(server).unwrap().read_to_end(&mut poem).unwrap();
    poem
}

#[test]
fn the_poem_arrives_whole_whatever_the_piece() {
    within(LIMIT, || {
        for bytes in [1, 7, POEM.len(), 1000] {
            assert_eq!(fetch(start(POEM, pace(bytes, 1))), POEM);
        }
        assert_eq!(fetch(start(b"", pace(1, 1))), b"");
    });
}

#[test]
fn nobody_waits_for_another_client() {
    within(LIMIT, || {
        // Far slower than this test.
        let server = start(POEM, pace(1, 300));
        let mut first = TcpStream::connect(server).unwrap();
        first.read_exact(&mut [0; 1]).unwrap();
        let mut second = TcpStream::connect(server).unwrap();
        second.read_exact(&mut [0; 1]).unwrap();
        first.set_nonblocking(true).unwrap();
        let mut rest = Vec::new();
        let end = first.read_to_end(&mut rest).unwrap_err();
        assert_eq!(end.kind(), ErrorKind::WouldBlock);
        assert!(rest.len() < POEM.len() - 1);
    });
}

#[test]
fn it_sleeps_until_there_is_something_to_do() {
    let turns = within(LIMIT, || {
        let (mut reactor, address) = server(POEM, pace(5, 20));
        let fetching = thread::spawn(move || fetch(address));
        let mut turns = 0;
        while !fetching.is_finished() {
            turns += 1;
            let over = reactor.turn().unwrap();
            if !over.is_empty() {
                break;
            }
        }
        assert_eq!(fetching.join().unwrap(), POEM);
        turns
    });
    // A turn to let the client in, and one for each of three pieces.
    assert_eq!(turns, 4);
}

#[test]
fn a_client_that_does_not_read_holds_nobody_up() {
    within(LIMIT, || {
        // More than all buffers hold.
        let poem = vec![b'x'; 64 << 20].leak();
        let server = start(poem, pace(64 << 20, 0));
        let _silent = TcpStream::connect(server).unwrap();
        assert_eq!(fetch(server).len(), poem.len());
    });
}

// macOS may say nothing of a socket that nobody is interested in.
#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "macOS may not tell")]
fn a_client_that_has_broken_the_connection_leaves_the_table() {
    within(LIMIT, || {
        let (mut reactor, address) = server(POEM, pace(5, 3_600_000));
        let client = TcpStream::connect(address).unwrap();
        reactor.turn().unwrap();
        assert_eq!(reactor.len(), 2);
        rustix::net::sockopt::set_socket_linger(&client, Some(Duration::ZERO))
            .unwrap();
        drop(client);
        // Its pause is an hour: only the hang-up can end this turn.
        assert_eq!(reactor.turn().unwrap().len(), 1);
        assert_eq!(reactor.len(), 1);
    });
}

#[test]
fn a_door_without_descriptors_is_shut_for_a_while() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let party = Party::door(listener, POEM.into(), pace(1, 1)).unwrap();
    let Party::Door(mut door) = party else { unreachable!("it is a door") };
    assert_eq!(door.refused(&Errno::CONNABORTED.into()), None);
    door.shut = door.refused(&Errno::MFILE.into());
    assert!(door.shut > Some(Instant::now()));
    let mut party = Party::Door(door);
    assert_eq!(party.interest(), PollFlags::empty());
    party.go_on(PollFlags::empty(), &mut Vec::new());
    assert_eq!(party.interest(), PollFlags::IN);
    assert_eq!(party.deadline(), None);
}
