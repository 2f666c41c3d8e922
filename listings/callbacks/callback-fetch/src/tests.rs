//! One poem, over real sockets.

use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::thread;

use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);
/// Longer than the test may take: a timer that is not cancelled would keep the loop that long.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came of a poem.
fn fetched(server: String, limit: Duration) -> Fetched {
    within(LIMIT, move || {
        let mut reactor = Reactor::new().unwrap();
        let end = Rc::new(RefCell::new(None));
        let its_end = Rc::clone(&end);
        let lanes = Lanes::of_poem("poem");
        fetch(&mut reactor, &server, limit, lanes, move |_, poem| {
            assert!(its_end.replace(Some(poem)).is_none(), "called twice");
        });
        assert!(end.borrow().is_none(), "called before `run`");
        reactor.run().unwrap();
        // Whatever waited is gone, and with it its share of the result.
        Rc::into_inner(end).expect("nobody has kept it").take().unwrap()
    })
}

#[test]
fn a_poem_comes_in_pieces_and_is_whole() {
    let pace = Pace {
        bytes: 2.try_into().unwrap(),
        delay: Duration::from_millis(2),
        jitter: Duration::ZERO,
    };
    let server = slow_server::start(b"Warte nur", pace).unwrap();
    let poem = fetched(server.to_string(), PATIENCE).unwrap();
    assert_eq!(poem, b"Warte nur");
}

#[test]
fn a_large_poem_is_read_whole() {
    let poem: Vec<u8> = (0..500_000).map(|n| (n % 251) as u8).collect();
    let pace = Pace {
        bytes: 250_000.try_into().unwrap(),
        delay: Duration::from_millis(2),
        jitter: Duration::ZERO,
    };
    let server = slow_server::start(&poem, pace).unwrap();
    assert!(fetched(server.to_string(), PATIENCE).unwrap() == poem);
}

#[test]
fn a_refused_connection_is_told_to_done() {
    // Nobody listens on port 1.
    let error = fetched("127.0.0.1:1".into(), PATIENCE).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
}

#[test]
fn a_server_without_an_address_is_told_to_done_later() {
    assert!(fetched("no port".into(), PATIENCE).is_err());
}

#[test]
#[cfg(target_os = "linux")]
fn a_server_that_does_not_answer_is_given_up_before_there_is_a_connection() {
    let crowded = crowded_server::Crowded::bind(0).unwrap();
    let server = crowded.address().unwrap().to_string();
    let mut reactor = Reactor::new().unwrap();
    let (stream, socket) = begin_connect(&mut reactor, &server).unwrap();
    let nobody: poem::Done = Box::new(|_, _| {});
    let poem = Poem::new(stream, socket, nobody, Lanes::of_poem("poem"));
    assert!(!poem.is_connected().unwrap());
    let error = fetched(server, Duration::from_millis(30)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TimedOut);
}

#[test]
fn a_silent_server_is_given_up() {
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let server = silent.local_addr().unwrap().to_string();
    let error = fetched(server, Duration::from_millis(30)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TimedOut);
    assert_eq!(error.to_string(), "not whole after 0 bytes");
}

#[test]
fn the_limit_counts_from_the_beginning_and_bytes_do_not_move_it() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let server = listener.local_addr().unwrap().to_string();
    thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        // Talks for ever, until the client leaves.
        while client.write_all(b"x").is_ok() {
            thread::sleep(Duration::from_millis(5));
        }
    });
    let error = fetched(server, Duration::from_millis(100)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TimedOut);
}

#[test]
fn a_connection_that_breaks_brings_an_error() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let server = listener.local_addr().unwrap().to_string();
    thread::spawn(move || {
        let (client, _) = listener.accept().unwrap();
        (&client).write_all(b"Ruh").unwrap();
        thread::sleep(Duration::from_millis(20));
        rustix::net::sockopt::set_socket_linger(&client, Some(Duration::ZERO))
            .unwrap();
    });
    let error = fetched(server, PATIENCE).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
}

#[test]
fn each_function_has_a_lane_and_the_poem_comes_all_the_same() {
    let pace = Pace {
        bytes: 2.try_into().unwrap(),
        delay: Duration::from_millis(2),
        jitter: Duration::ZERO,
    };
    let server = slow_server::start(b"Warte nur", pace).unwrap().to_string();
    let poem = within(LIMIT, move || {
        let mut reactor = Reactor::new().unwrap();
        let end = Rc::new(RefCell::new(None));
        let its_end = Rc::clone(&end);
        let lanes = Lanes::of_functions();
        fetch(&mut reactor, &server, PATIENCE, lanes, move |_, poem| {
            *its_end.borrow_mut() = poem.ok();
        });
        reactor.run().unwrap();
        end.take()
    });
    assert_eq!(poem.as_deref(), Some(&b"Warte nur"[..]));
}
