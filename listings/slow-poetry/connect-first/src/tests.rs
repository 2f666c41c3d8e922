//! The client that connects first, against the slow server, over real sockets.

use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

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

#[test]
fn the_other_poems_travel_while_the_first_is_read() {
    // The second poem is sent long before the first is whole.
    let servers = [slow("Ruhest du", 3, 300), slow("auch.", 1, 1)];
    within(LIMIT, move || {
        let mut out = Vec::new();
        assert_eq!(fetch_all(&servers, &mut out).unwrap(), 2);
        let out = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = out.lines().collect();
        assert!(lines[0].contains(", 4 reads "), "{out}");
        assert!(lines[1].contains(", 2 reads "), "{out}");
    });
}

#[test]
fn a_server_that_is_down_costs_one_poem_only() {
    let servers = [slow("a", 1, 1), NOBODY.to_string(), slow("bc", 1, 1)];
    within(LIMIT, move || {
        let mut out = Vec::new();
        assert_eq!(fetch_all(&servers, &mut out).unwrap(), 2);
        let out = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = out.lines().collect();
        assert!(
            lines[0].starts_with(&format!("{}: 1 bytes in ", servers[0])),
            "{out}"
        );
        assert!(
            lines[1].starts_with(&servers[1]) && !lines[1].contains("bytes"),
            "{out}"
        );
        assert!(
            lines[2].starts_with(&format!("{}: 2 bytes in ", servers[2])),
            "{out}"
        );
    });
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
