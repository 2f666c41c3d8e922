//! The batch with its stale event, and the table.

use std::time::Duration;

use time_limit::within;

use super::*;

fn shown(generations: bool) -> (bool, String) {
    within(Duration::from_secs(20), move || {
        let mut out = Vec::new();
        let alive = show(generations, &mut out).unwrap();
        (alive, String::from_utf8(out).unwrap())
    })
}

#[test]
fn without_generations_the_wrong_connection_is_closed() {
    let (alive, out) = shown(false);
    assert!(!alive, "{out}");
    assert!(out.contains("slot 1, generation 0: hung up"), "{out}");
}

#[test]
fn with_generations_the_stale_event_is_nobodys() {
    let (alive, out) = shown(true);
    assert!(alive, "{out}");
    assert!(out.contains("slot 1, generation 0: nobody"), "{out}");
    assert!(out.contains("slot 1, generation 1: a new"), "{out}");
}

#[test]
fn a_removed_key_removes_nobody_else() {
    let mut table = Table::new(true);
    let (stream, _peer) = UnixStream::pair().unwrap();
    let old = table.insert(stream);
    table.remove(old);
    let (stream, _peer) = UnixStream::pair().unwrap();
    let new = table.insert(stream);
    table.remove(old);
    assert!(table.get(new).is_some());
    assert!(table.get(old).is_none());
}
