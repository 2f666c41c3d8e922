//! The events of the command line.

use super::*;

/// The state after each event, and what is told of it.
fn played(words: &[&str]) -> Vec<String> {
    let mut player = Player::new();
    let line = |word: &&str| {
        let told = player.play(word).unwrap().join(", ");
        format!("{} {told}", player.state())
    };
    words.iter().map(line).collect()
}

#[test]
fn a_fetch_that_nobody_wants_any_more_is_dropped() {
    assert_eq!(
        played(&["ask:1", "leave:1", "ask:2", "ask:3", "came", "broke"]),
        [
            "fetching fetch 1 begins",
            "empty fetch 1 dropped",
            "fetching fetch 2 begins",
            "fetching ",
            "kept fetch 2 dropped, 2 gets the poem, 3 gets the poem",
            "kept broke while kept: that can't happen",
        ]
    );
}

#[test]
fn time_passes_when_it_is_told() {
    assert_eq!(
        played(&["ask:1", "later", "ask:2", "later", "ask:3"]),
        [
            "fetching fetch 1 begins",
            "failed fetch 1 dropped, 1 gets no poem",
            "failed 2 gets no poem",
            "empty ",
            "fetching fetch 2 begins",
        ]
    );
}

#[test]
fn the_table_is_printed() {
    let mut out = Vec::new();
    print_table(&mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert_eq!(out.lines().count(), 1 + EVENTS.len());
    assert!(out.contains("illegal   kept      illegal   illegal"), "{out}");
}

#[test]
fn what_is_no_event_is_named() {
    let error = Player::new().play("ask:x").unwrap_err();
    assert!(error.to_string().contains("ask:x"));
    assert!(run(Arguments::new([""; 0])).unwrap_err().is::<UsageError>());
}
