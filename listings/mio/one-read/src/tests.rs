//! The client that reads once for each event, over real sockets.

use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

/// How many poems came, and what was printed.
fn fetched(servers: Vec<String>) -> (usize, String) {
    within(LIMIT, move || {
        let mut out = Vec::new();
        let patience = Duration::from_millis(500);
        let fetched = fetch_all(&servers, patience, &mut out).unwrap();
        (fetched, String::from_utf8(out).unwrap())
    })
}

#[test]
fn one_read_for_each_event_leaves_bytes_behind() {
    let pace = Pace {
        bytes: 500.try_into().unwrap(),
        delay: Duration::from_millis(50),
        jitter: Duration::ZERO,
    };
    let server = slow_server::start(&[b'x'; 1000], pace).unwrap();
    let (count, out) = fetched(vec![server.to_string()]);
    assert_eq!(count, 0);
    assert!(out.contains("nothing comes any more"), "{out}");
}

#[test]
fn what_ends_at_once_is_reported() {
    // Port 1 needs a privileged server from another age.
    let (count, out) = fetched(vec!["127.0.0.1:1".to_string()]);
    assert_eq!(count, 0);
    assert!(out.contains("refused"), "{out}");
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
