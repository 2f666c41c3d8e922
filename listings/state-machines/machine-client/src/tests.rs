//! The client, against slow servers, over real sockets.

use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

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
fn fetched(servers: Vec<String>) -> (usize, Vec<String>) {
    within(LIMIT, move || {
        let mut out = Vec::new();
        let fetched = fetch_all(&servers, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        (fetched, out.lines().map(String::from).collect())
    })
}

#[test]
fn the_poem_that_is_whole_first_is_reported_first() {
    let servers = vec![slow(b"Ruhest du", 3, 300), slow(b"auch.", 5, 1)];
    let (count, lines) = fetched(servers.clone());
    assert_eq!(count, 2);
    assert!(lines[0].starts_with(&servers[1]), "{lines:?}");
    assert!(lines[0].ends_with(" 5 bytes"), "{lines:?}");
    assert!(lines[1].starts_with(&servers[0]), "{lines:?}");
    assert!(lines[1].ends_with(" 9 bytes"), "{lines:?}");
    assert!(lines[2].starts_with("all: "), "{lines:?}");
}

#[test]
fn a_server_that_is_down_costs_one_poem_only() {
    let (count, lines) = fetched(vec![NOBODY.to_string(), slow(b"bc", 1, 1)]);
    assert_eq!(count, 1);
    assert!(lines[0].starts_with(NOBODY), "{lines:?}");
    assert!(lines[0].contains("refused"), "{lines:?}");
    assert!(lines[1].ends_with(" 2 bytes"), "{lines:?}");
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
