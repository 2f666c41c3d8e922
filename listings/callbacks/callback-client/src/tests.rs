//! The client, against slow servers, over real sockets.

use std::cell::RefCell;
use std::net::{Ipv4Addr, TcpListener};

use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

/// An address where nobody listens: port 1 needs a privileged server from another age.
const NOBODY: &str = "127.0.0.1:1";

const MANNER: Manner = Manner {
    limit: Duration::from_secs(10),
    savour: Duration::ZERO,
    functions: false,
};

fn slow(poem: &[u8], bytes: usize, delay: u64) -> String {
    let pace = Pace {
        bytes: bytes.try_into().unwrap(),
        delay: Duration::from_millis(delay),
        jitter: Duration::ZERO,
    };
    slow_server::start(poem, pace).unwrap().to_string()
}

/// How many poems came, and the lines that say so.
fn fetched(servers: Vec<String>, manner: Manner) -> (usize, Vec<String>) {
    within(LIMIT, move || {
        let lines = Rc::new(RefCell::new(Vec::new()));
        let its_lines = Rc::clone(&lines);
        let report =
            move |line: &str| its_lines.borrow_mut().push(line.to_owned());
        let count = fetch_all(&servers, manner, report).unwrap();
        (count, lines.take())
    })
}

#[test]
fn the_poem_that_is_whole_first_is_reported_first() {
    let servers = vec![slow(b"Ruhest du", 3, 300), slow(b"auch.", 5, 1)];
    let (count, lines) = fetched(servers.clone(), MANNER);
    assert_eq!(count, 2);
    assert!(lines[0].starts_with(&servers[1]), "{lines:?}");
    assert!(lines[0].ends_with(" 5 bytes"), "{lines:?}");
    assert!(lines[1].starts_with(&servers[0]), "{lines:?}");
    assert!(lines[1].ends_with(" 9 bytes"), "{lines:?}");
    assert!(lines[2].starts_with("all: "), "{lines:?}");
}

#[test]
fn a_server_that_is_down_costs_one_poem_only() {
    let servers = vec![NOBODY.to_string(), slow(b"bc", 1, 1)];
    let (count, lines) = fetched(servers, MANNER);
    assert_eq!(count, 1);
    assert!(lines[0].starts_with(NOBODY), "{lines:?}");
    assert!(lines[1].ends_with(" 2 bytes"), "{lines:?}");
}

#[test]
fn a_silent_server_is_given_up_while_another_one_talks() {
    // Accepted by the kernel, and never served.
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let silent_address = silent.local_addr().unwrap().to_string();
    let servers = vec![slow(b"xx", 2, 1500), silent_address.clone()];
    let manner = Manner { limit: Duration::from_millis(700), ..MANNER };
    let (count, lines) = fetched(vec![servers[1].clone()], manner);
    assert_eq!((count, lines.len()), (0, 2));
    assert!(lines[0].ends_with("not whole after 0 bytes"), "{lines:?}");
    // The limit is for a poem and not for a pause.
    let manner = Manner { limit: Duration::from_secs(4), ..MANNER };
    let (count, lines) = fetched(servers, manner);
    assert_eq!(count, 1);
    assert!(lines[0].ends_with(" 2 bytes"), "{lines:?}");
    assert!(lines[1].starts_with(&silent_address), "{lines:?}");
}

#[test]
fn who_savours_a_poem_keeps_the_others_waiting() {
    // Both are whole at once, and the second poem is read after the pause.
    let servers = vec![slow(b"a", 1, 1), slow(b"bb", 1, 100)];
    let savour = Duration::from_millis(600);
    let limit = Duration::from_millis(500);
    let manner = Manner { savour, limit, ..MANNER };
    let begin = Instant::now();
    let (count, lines) = fetched(servers, manner);
    assert!(begin.elapsed() >= 2 * savour);
    assert!(lines[0].ends_with(" 1 bytes"), "{lines:?}");
    // Its limit has passed and its bytes are there: the bytes are told first.
    assert!(lines[1].ends_with(" 2 bytes"), "{lines:?}");
    assert_eq!(count, 2);
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
    let default = format!("[default: {}]", DEFAULT_LIMIT.as_millis());
    assert!(HELP.contains(&default), "{default}");
}
