//! Real guests, over real sockets.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpStream as Guest};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rt_tasks::block_on;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

/// A house, for as long as the process lives.
fn house() -> SocketAddr {
    let (tell, address) = mpsc::channel();
    thread::spawn(move || {
        block_on(async {
            let here = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
            let door = TcpListener::bind(here).unwrap();
            tell.send(door.local_addr().unwrap()).unwrap();
            let poems = [("one", "a poem"), ("two", "another one")];
            let poems = poems.map(|(name, poem)| (name.into(), poem.into()));
            serve(door, Rc::new(poems.into_iter().collect())).await
        })
    });
    address.recv().unwrap()
}

fn asked(house: SocketAddr, names: &[u8]) -> String {
    let mut guest = Guest::connect(house).unwrap();
    guest.write_all(names).unwrap();
    guest.shutdown(Shutdown::Write).unwrap();
    let mut answer = String::new();
    guest.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn poems_come_in_the_order_of_their_names() {
    within(LIMIT, || {
        let answer = asked(house(), b"two\nnone\none\n");
        assert_eq!(answer, "11:another one,0:,6:a poem,");
    });
}

#[test]
fn half_a_name_is_no_request() {
    within(LIMIT, || assert_eq!(asked(house(), b"two\non"), "11:another one,"));
}

#[test]
fn silent_guests_keep_nobody_waiting() {
    within(LIMIT, || {
        let house = house();
        let _silent: Vec<_> =
            (0..20).map(|_| Guest::connect(house).unwrap()).collect();
        assert_eq!(asked(house, b"one\n"), "6:a poem,");
    });
}

#[test]
fn a_guest_that_breaks_the_rules_is_alone_in_that() {
    within(LIMIT, || {
        let house = house();
        let mut rude = Guest::connect(house).unwrap();
        rude.write_all(&[b'x'; 81]).unwrap();
        let mut answer = Vec::new();
        // The house closes the connection, perhaps by a reset.
        let _ = rude.read_to_end(&mut answer);
        assert_eq!(answer, b"");
        assert_eq!(asked(house, b"one\n"), "6:a poem,");
        let long = [&[b'y'; 80][..], b"\n"].concat();
        assert_eq!(asked(house, &long), "0:,");
    });
}

#[test]
fn the_poems_of_a_folder_go_by_their_names() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../poems");
    let poems = Poems::read(&folder).unwrap();
    // Not the README.
    assert_eq!(poems.count(), 3);
    let poem = poems.netstring("goethe");
    assert!(poem.starts_with(b"146:"), "{poem:?}");
    assert!(Poems::read(&folder.join("none")).is_err());
}
