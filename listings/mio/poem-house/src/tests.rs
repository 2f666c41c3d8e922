//! The house, over real sockets.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream as Stream, UdpSocket as Board};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rustix::net::sockopt::set_socket_linger;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(30);
const HERE: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

fn poems() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../poems")
}

fn house() -> (House, SocketAddr) {
    let house = House::open(HERE.into(), poems()).unwrap();
    let address = house.address().unwrap();
    (house, address)
}

/// Runs a house for as long as the guest needs, and gives what the guest gives.
fn with<T: Send + 'static>(
    mut house: House,
    guest: impl FnOnce() -> T + Send + 'static,
) -> (House, T) {
    within(LIMIT, move || {
        let address = house.address().unwrap();
        let done = Arc::new(AtomicBool::new(false));
        let its_done = Arc::clone(&done);
        let guest = thread::spawn(move || {
            let result = guest();
            its_done.store(true, Ordering::Release);
            // One more event, lest the last turn wait for ever.
            drop(Stream::connect(address));
            result
        });
        while !done.load(Ordering::Acquire) {
            house.turn().unwrap();
        }
        (house, guest.join().unwrap())
    })
}

fn ask(address: SocketAddr, request: &str) -> String {
    let mut stream = Stream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn netstring(name: &str) -> String {
    let path = poems().join(name).with_extension("txt");
    let poem = fs::read_to_string(path).unwrap();
    format!("{}:{poem},", poem.len())
}

#[test]
fn poems_come_in_the_order_of_their_names() {
    let (house, address) = house();
    let (house, answer) =
        with(house, move || ask(address, "goethe\nnobody\nrossetti\n"));
    let expected =
        format!("{}0:,{}", netstring("goethe"), netstring("rossetti"));
    assert_eq!(answer, expected);
    // The last connection of `with` may still be there, or not yet.
    assert!(house.guests() <= 1);
}

#[test]
fn a_name_is_no_path() {
    let (house, address) = house();
    let (_, answer) =
        with(house, move || ask(address, "../poems/goethe\n/etc/passwd\n"));
    assert_eq!(answer, "0:,0:,");
}

#[test]
fn a_name_that_the_end_cuts_is_no_request() {
    let (house, address) = house();
    assert_eq!(with(house, move || ask(address, "goethe")).1, "");
}

#[test]
fn a_guest_that_reads_late_gets_everything_and_stops_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let long = "x".repeat(20 << 20);
    fs::write(folder.path().join("long.txt"), &long).unwrap();
    fs::write(folder.path().join("short.txt"), "y").unwrap();
    let house = House::open(HERE.into(), folder.path().into()).unwrap();
    let address = house.address().unwrap();
    let (_, answer) = with(house, move || {
        let mut late = Stream::connect(address).unwrap();
        late.write_all(b"long\nshort\n").unwrap();
        late.shutdown(Shutdown::Write).unwrap();
        late.peek(&mut [0]).unwrap();
        // More than all buffers hold is under way, and the other is served.
        assert_eq!(ask(address, "short\n"), "1:y,");
        let mut answer = String::new();
        late.read_to_string(&mut answer).unwrap();
        answer
    });
    assert!(answer == format!("{}:{long},1:y,", long.len()));
}

#[test]
fn a_guest_that_breaks_its_connection_leaves_the_table() {
    let (house, address) = house();
    let (mut house, ()) = with(house, move || {
        let stream = Stream::connect(address).unwrap();
        (&stream).write_all(b"goethe\n").unwrap();
        stream.peek(&mut [0]).unwrap();
        set_socket_linger(&stream, Some(Duration::ZERO)).unwrap();
    });
    within(LIMIT, move || {
        while house.guests() > 0 {
            house.turn().unwrap();
        }
    });
}

#[test]
fn a_datagram_brings_the_names() {
    let (house, address) = house();
    let (_, names) = with(house, move || {
        let board = Board::bind(HERE).unwrap();
        board.send_to(b"", address).unwrap();
        let mut buffer = [0; 512];
        let count = board.recv(&mut buffer).unwrap();
        String::from_utf8_lossy(&buffer[..count]).into_owned()
    });
    assert_eq!(names, "goethe\nrossetti\nverlaine");
}

#[test]
fn many_datagrams_in_one_batch_are_all_answered() {
    let (house, address) = house();
    let board = Board::bind(HERE).unwrap();
    for _ in 0..10 {
        board.send_to(b"?", address).unwrap();
    }
    with(house, move || {
        for _ in 0..10 {
            assert!(board.recv(&mut [0; 512]).unwrap() > 0);
        }
    });
}

#[test]
fn a_door_that_was_shut_opens_again_without_an_event() {
    let (mut house, address) = house();
    let _guest = Stream::connect(address).unwrap();
    house.poll.poll(&mut house.events, None).unwrap();
    // Its event is gone, as after an error of `accept`.
    house.shut = Some(Instant::now() + Duration::from_millis(1));
    within(LIMIT, move || {
        while house.guests() == 0 {
            house.turn().unwrap();
        }
        assert_eq!(house.shut, None);
    });
}

#[test]
fn many_guests_at_once_all_get_their_poems() {
    let (house, address) = house();
    let (_, answers) = with(house, move || {
        let guests: Vec<_> = (0..20)
            .map(|_| {
                thread::spawn(move || ask(address, &"goethe\n".repeat(20)))
            })
            .collect();
        guests.into_iter().map(|it| it.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(answers, vec![netstring("goethe").repeat(20); 20]);
}
