//! What is true on every system; the rest is what the transcript of the chapter shows.

use std::time::Duration;

use time_limit::within;

use super::*;

fn see(name: &'static str) -> Seen {
    within(Duration::from_secs(20), move || {
        let named = SITUATIONS.iter().find(|it| it.name == name).unwrap();
        (named.see)().unwrap()
    })
}

#[test]
fn silence_is_neither_readable_nor_the_end() {
    let seen = see("nothing has come");
    assert_eq!(names(seen.revents), "nothing");
    assert_eq!(read(&seen), "WouldBlock");
}

#[test]
fn a_hang_up_loses_no_bytes() {
    for name in [
        "bytes, and the peer has closed",
        "bytes, and both sides have closed writing",
        "bytes in a pipe without a writer",
    ] {
        let seen = see(name);
        assert!(names(seen.revents).starts_with("IN"), "{name}: {seen:?}");
        assert_eq!(read(&seen), "4 bytes", "{name}");
    }
}

#[test]
fn a_pipe_without_a_writer_hangs_up() {
    let seen = see("a pipe without a writer");
    assert!(seen.revents & HUP != 0, "{seen:?}");
    assert_eq!(read(&seen), "the end");
}

#[test]
fn what_went_wrong_is_told_without_being_asked_for() {
    for (name, flag) in [
        ("the peer has broken the connection", HUP),
        ("a connection was refused", HUP),
        ("a descriptor that was closed", NVAL),
    ] {
        let seen = see(name);
        assert!(seen.revents & flag != 0, "{name}: {seen:?}");
    }
    assert_eq!(read(&see("a connection was refused")), "connection refused");
}

#[test]
fn each_flag_has_its_name() {
    assert_eq!(names(IN | OUT | ERR | HUP | NVAL), "IN OUT ERR HUP NVAL");
    assert_eq!(names(0), "nothing");
}
