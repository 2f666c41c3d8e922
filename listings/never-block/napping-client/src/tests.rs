//! The client, against the slow server, over real sockets.

use std::net::{Ipv4Addr, TcpListener};

use rustix::net::sockopt::set_socket_linger;
use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);
const NAP: Duration = Duration::from_millis(5);

/// A server that is in no hurry.
fn slow(poem: &str, bytes: usize, delay: u64) -> String {
    let pace = Pace {
        bytes: bytes.try_into().unwrap(),
        delay: Duration::from_millis(delay),
        jitter: Duration::ZERO,
    };
    slow_server::start(poem.as_bytes(), pace).unwrap().to_string()
}

/// An address where nobody listens: port 1 needs a privileged server from another age.
const NOBODY: &str = "127.0.0.1:1";

/// How many poems came, and the lines that say so.
fn fetched(servers: Vec<String>) -> (usize, Vec<String>) {
    within(LIMIT, move || {
        let mut out = Vec::new();
        let fetched = fetch_all(&servers, NAP, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        (fetched, out.lines().map(String::from).collect())
    })
}

#[test]
fn the_poem_that_is_whole_first_is_reported_first() {
    let servers = vec![slow("Ruhest du", 3, 300), slow("auch.", 5, 1)];
    let (count, lines) = fetched(servers.clone());
    assert_eq!(count, 2);
    assert!(lines[0].starts_with(&servers[1]), "{lines:?}");
    assert!(lines[0].contains(" 5 bytes, "), "{lines:?}");
    assert!(lines[1].starts_with(&servers[0]), "{lines:?}");
    assert!(lines[1].contains(" 9 bytes, "), "{lines:?}");
    assert!(lines[2].starts_with("all: "), "{lines:?}");
}

#[test]
fn the_bytes_are_those_of_the_poem() {
    let server = slow("Über allen Gipfeln", 7, 30);
    let bytes = within(LIMIT, move || {
        let servers = [server];
        let mut poems = connect_all(&servers, &mut io::sink()).unwrap();
        let asking = Task::begin("asking");
        while poems[0].end.is_none() {
            poems[0].ask(&asking);
        }
        assert!(poems[0].asked > poems[0].answered);
        assert!(poems[0].answered >= 2);
        poems.remove(0).bytes
    });
    assert_eq!(bytes, "Über allen Gipfeln".as_bytes());
}

#[test]
fn a_server_that_is_down_costs_one_poem_only() {
    let (count, lines) = fetched(vec![NOBODY.to_string(), slow("bc", 1, 1)]);
    assert_eq!(count, 1);
    assert!(lines[0].starts_with(NOBODY), "{lines:?}");
    assert!(lines[1].contains(" 2 bytes, "), "{lines:?}");
}

#[test]
fn the_exit_status_tells_that_a_poem_is_missing() {
    let words = [slow("a", 1, 1), NOBODY.to_string()];
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
fn a_connection_that_breaks_has_brought_no_poem() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let server = listener.local_addr().unwrap().to_string();
    thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        client.write_all(b"Ruh").unwrap();
        // Now the drop of `client` breaks the connection and does not end it.
        let no_time = Some(Duration::ZERO);
        set_socket_linger(&client, no_time).unwrap();
    });
    let (count, lines) = fetched(vec![server]);
    assert_eq!(count, 0);
    assert!(!lines[0].contains(" bytes, "), "{lines:?}");
}

#[test]
fn the_help_names_the_default() {
    let default = format!("[default: {}]", DEFAULT_NAP.as_millis());
    assert!(HELP.contains(&default), "{default}");
}
