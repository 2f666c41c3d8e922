//! The server, over real sockets, by a clock that the tests move.

use std::io::Read;
use std::net::Ipv4Addr;

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(30);
const DELAY: Duration = Duration::from_secs(3600);
const PACE: Pace = Pace {
    bytes: std::num::NonZeroUsize::new(4).unwrap(),
    delay: DELAY,
    jitter: Duration::ZERO,
};

fn listen() -> TcpListener {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap()
}

fn client(listener: &TcpListener) -> TcpStream {
    TcpStream::connect(listener.local_addr().unwrap()).unwrap()
}

fn read(mut client: &TcpStream, count: usize) -> Vec<u8> {
    let mut bytes = vec![0; count];
    client.read_exact(&mut bytes).unwrap();
    bytes
}

/// Rounds at one moment, until so many clients are there: `connect` may return before `accept`
/// has anything.
fn rounds_until(server: &mut Server<'_>, now: Instant, clients: usize) {
    while server.clients.len() != clients {
        server.round(now).unwrap();
    }
}

#[test]
fn two_clients_are_served_in_turn() {
    within(LIMIT, || {
        let listener = listen();
        let mut server = Server::new(&listener, b"Ruhest", PACE).unwrap();
        let begin = Instant::now();
        let first = client(&listener);
        rounds_until(&mut server, begin, 1);
        let second = client(&listener);
        rounds_until(&mut server, begin + DELAY, 2);
        assert_eq!(read(&first, 4), b"Ruhe");

        // The second client came a pause later, and is a piece behind.
        server.round(begin + 2 * DELAY).unwrap();
        assert_eq!(read(&first, 2), b"st");
        assert_eq!(read(&second, 4), b"Ruhe");
        assert_eq!(server.clients.len(), 1);
        server.round(begin + 3 * DELAY).unwrap();
        assert_eq!(read(&second, 2), b"st");
        assert_eq!(server.clients.len(), 0);
    });
}

#[test]
fn before_the_pause_is_over_nothing_is_sent() {
    within(LIMIT, || {
        let listener = listen();
        let mut server = Server::new(&listener, b"Ruhest", PACE).unwrap();
        let _client = client(&listener);
        let begin = Instant::now();
        rounds_until(&mut server, begin, 1);
        server.round(begin + DELAY / 2).unwrap();
        assert_eq!(server.clients[0].sent, 0);
    });
}

#[test]
fn a_client_that_does_not_read_holds_nobody_up() {
    within(LIMIT, || {
        let listener = listen();
        // More than all buffers hold.
        let poem = vec![b'x'; 64 << 20];
        let pace = Pace {
            bytes: std::num::NonZeroUsize::MAX,
            delay: Duration::ZERO,
            jitter: Duration::ZERO,
        };
        let mut server = Server::new(&listener, &poem, pace).unwrap();
        let silent = client(&listener);
        rounds_until(&mut server, Instant::now(), 1);
        assert!(server.clients[0].sent < poem.len());

        let reader = client(&listener);
        let reading = thread::spawn(move || read(&reader, 64 << 20).len());
        while !reading.is_finished() {
            server.round(Instant::now()).unwrap();
        }
        assert_eq!(reading.join().unwrap(), poem.len());

        drop(silent);
        rounds_until(&mut server, Instant::now(), 0);
    });
}

#[test]
fn the_poem_comes_from_the_real_loop() {
    let poem = within(LIMIT, || {
        let listener = listen();
        let mut client = client(&listener);
        let pace = Pace { delay: Duration::from_millis(1), ..PACE };
        thread::spawn(move || serve(&listener, b"Ruhest du auch.", pace));
        let mut poem = String::new();
        client.read_to_string(&mut poem).unwrap();
        poem
    });
    assert_eq!(poem, "Ruhest du auch.");
}
