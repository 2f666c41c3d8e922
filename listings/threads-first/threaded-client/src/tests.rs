//! The client, against servers over real sockets.

use std::net::{Ipv4Addr, TcpListener};
use std::time::Duration;

use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

/// An address where nobody listens: port 1 needs a privileged server from another age.
const NOBODY: &str = "127.0.0.1:1";

fn quick(poem: &str) -> String {
    let pace = Pace {
        bytes: 1.try_into().unwrap(),
        delay: Duration::from_millis(1),
        jitter: Duration::ZERO,
    };
    slow_server::start(poem.as_bytes(), pace).unwrap().to_string()
}

fn fetch_from(servers: &[String]) -> (usize, String) {
    let servers = servers.to_vec();
    within(LIMIT, move || {
        let mut out = Vec::new();
        let fetched = fetch_all(&servers, &mut out).unwrap();
        (fetched, String::from_utf8(out).unwrap())
    })
}

#[test]
fn poems_are_told_in_the_order_of_their_servers() {
    let servers = [quick("The wind is passing by."), quick("by")];
    let (fetched, out) = fetch_from(&servers);
    assert_eq!(fetched, 2);
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].contains(&format!("{}: 23 bytes in ", servers[0])));
    assert!(lines[1].contains(&format!("{}: 2 bytes in ", servers[1])));
}

#[test]
fn all_are_asked_before_one_has_answered() {
    let listeners = [(), ()].map(|()| {
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port")
    });
    let servers = listeners
        .each_ref()
        .map(|listener| listener.local_addr().unwrap().to_string());
    // Answers nobody before both have asked: a client that fetches one poem
    // after another would wait for ever.
    thread::spawn(move || {
        let clients = listeners.map(|listener| listener.accept().unwrap().0);
        for mut client in clients {
            client.write_all(b"ok").unwrap();
        }
    });
    assert_eq!(fetch_from(&servers).0, 2);
}

#[test]
fn a_server_that_is_down_costs_one_poem_only() {
    let servers = [NOBODY.to_string(), quick("a")];
    let (fetched, out) = fetch_from(&servers);
    assert_eq!(fetched, 1, "{out}");
    let error =
        within(LIMIT, || run(Arguments::new(servers)).unwrap_err().to_string());
    assert_eq!(error, "1 of 2 poems missing");
}

#[test]
fn there_must_be_a_server() {
    let error = run(Arguments::new([""; 0])).unwrap_err();
    assert!(error.is::<UsageError>());
}
