//! The client, against slow servers, over real sockets.

use std::net::{Ipv4Addr, TcpListener};
use std::thread;

use slow_server::Pace;
use time_limit::within;

use super::*;
use rustix::io::Errno;

const LIMIT: Duration = Duration::from_secs(20);
const PATIENCE: Duration = Duration::from_secs(10);

/// An address where nobody listens: port 1 needs a privileged server from another age.
const NOBODY: &str = "127.0.0.1:1";

fn slow(poem: &[u8], bytes: usize, delay: u64) -> String {
    let pace = Pace {
        bytes: bytes.try_into().unwrap(),
        delay: Duration::from_millis(delay),
        jitter: Duration::ZERO,
    };
    slow_server::start(poem, pace).unwrap().to_string()
}

/// How many poems came, and the lines that say so.
fn fetched(servers: Vec<String>, patience: Duration) -> (usize, Vec<String>) {
    within(LIMIT, move || {
        let mut out = Vec::new();
        let fetched = fetch_all(&servers, patience, false, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        (fetched, out.lines().map(String::from).collect())
    })
}

#[test]
fn the_poem_that_is_whole_first_is_reported_first() {
    let servers = vec![slow(b"Ruhest du", 3, 300), slow(b"auch.", 5, 1)];
    let (count, lines) = fetched(servers.clone(), PATIENCE);
    assert_eq!(count, 2);
    assert!(lines[0].starts_with(&servers[1]), "{lines:?}");
    assert!(lines[0].ends_with(" 5 bytes"), "{lines:?}");
    assert!(lines[1].starts_with(&servers[0]), "{lines:?}");
    assert!(lines[1].ends_with(" 9 bytes"), "{lines:?}");
    assert!(lines[2].starts_with("all: "), "{lines:?}");
}

#[test]
fn a_piece_that_is_larger_than_the_buffer_is_read_whole() {
    let (count, lines) = fetched(vec![slow(&[b'x'; 1000], 500, 50)], PATIENCE);
    assert_eq!(count, 1);
    assert!(lines[0].ends_with(" 1000 bytes"), "{lines:?}");
}

#[test]
fn a_server_that_is_down_costs_one_poem_only() {
    let servers = vec![NOBODY.to_string(), slow(b"bc", 1, 1)];
    let (count, lines) = fetched(servers, PATIENCE);
    let refused = io::Error::from(Errno::CONNREFUSED).to_string();
    assert_eq!(count, 1);
    assert!(lines[0].contains(&refused), "{lines:?}");
    assert!(lines[1].ends_with(" 2 bytes"), "{lines:?}");
}

#[test]
fn a_silent_server_is_given_up_while_another_one_talks() {
    // Accepted by the kernel, and never served.
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let silent_address = silent.local_addr().unwrap().to_string();
    // One talks at 500 and at 1000 ms. The other's time is over in between,
    // where there is no event.
    let servers = vec![slow(b"xx", 1, 500), silent_address.clone()];
    let (count, lines) = fetched(servers, Duration::from_millis(750));
    assert_eq!(count, 1);
    assert!(lines[0].starts_with(&silent_address), "{lines:?}");
    assert!(lines[0].contains("silent after 0 bytes"), "{lines:?}");
    assert!(lines[1].ends_with(" 2 bytes"), "{lines:?}");
}

#[test]
fn a_connection_that_breaks_has_brought_no_poem() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let server = listener.local_addr().unwrap().to_string();
    thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        client.write_all(b"Ruh").unwrap();
        // Now the drop of `client` breaks the connection and does not end it.
        rustix::net::sockopt::set_socket_linger(&client, Some(Duration::ZERO))
            .unwrap();
    });
    let (count, lines) = fetched(vec![server], PATIENCE);
    assert_eq!(count, 0);
    assert!(!lines[0].ends_with(" bytes"), "{lines:?}");
}

#[test]
fn events_are_printed_on_demand() {
    let servers = vec![slow(b"a", 1, 50)];
    let out = within(LIMIT, move || {
        let mut out = Vec::new();
        fetch_all(&servers, PATIENCE, true, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    });
    assert!(out.starts_with("poem 1: "), "{out}");
    assert!(out.contains("readable, writable"), "{out}");
}

#[test]
fn the_exit_status_tells_that_a_poem_is_missing() {
    let words = [slow(b"a", 1, 1), NOBODY.to_string()];
    let error =
        within(LIMIT, || run(Arguments::new(words)).unwrap_err().to_string());
    assert_eq!(error, "1 of 2 poems missing");
}

#[test]
fn there_must_be_a_server() {
    let error = run(Arguments::new([""; 0])).unwrap_err();
    assert!(error.is::<UsageError>());
}

#[test]
fn the_help_names_the_default() {
    let default = format!("[default: {}]", DEFAULT_PATIENCE.as_millis());
    assert!(HELP.contains(&default), "{default}");
}
