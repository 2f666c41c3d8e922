//! What epoll says, step by step, on a real connection.

use std::time::Duration;

use time_limit::within;

use super::*;

/// What each step answers.
fn says(interest: &str, modes: EventFlags, steps: &str) -> Vec<String> {
    let flags = flags(interest).unwrap() | modes;
    let steps: Vec<Step> =
        steps.split(' ').map(|word| Step::new(word).unwrap()).collect();
    within(Duration::from_secs(30), move || {
        let mut connection = Connection::new(flags).unwrap();
        steps.iter().map(|step| connection.step(*step).unwrap()).collect()
    })
}

/// What the `wait`s among the steps answer.
fn waits(interest: &str, modes: EventFlags, steps: &str) -> Vec<String> {
    let answers = says(interest, modes, steps);
    let waits = steps.split(' ').zip(answers);
    let waits = waits.filter(|(step, _)| *step == "wait");
    waits.map(|(_, answer)| answer).collect()
}

const LEVEL: EventFlags = EventFlags::empty();
const EDGE: EventFlags = EventFlags::ET;

#[test]
fn a_level_is_told_until_it_is_gone() {
    let steps = "add peer-writes:3 wait wait read:2 wait read:2 wait";
    assert_eq!(waits("IN", LEVEL, steps), ["IN", "IN", "IN", "nothing"]);
}

#[test]
fn an_edge_is_told_once() {
    let steps = "add peer-writes:3 wait wait read:2 wait peer-writes:1 wait";
    assert_eq!(waits("IN", EDGE, steps), ["IN", "nothing", "nothing", "IN"]);
}

#[test]
fn edges_are_combined() {
    let steps = "add peer-writes:1 peer-writes:1 wait wait";
    assert_eq!(waits("IN", EDGE, steps), ["IN", "nothing"]);
}

#[test]
fn registering_tells_what_is_there() {
    let steps = "peer-writes:3 add wait wait rearm wait";
    assert_eq!(waits("IN", EDGE, steps), ["IN", "nothing", "IN"]);
}

#[test]
fn a_short_read_misses_the_end() {
    let steps = "add peer-writes:3 peer-ends wait read:8 wait read:8";
    assert_eq!(
        says("IN", EDGE, steps)[3..],
        ["IN", "3 bytes", "nothing", "the end"]
    );
    assert_eq!(waits("IN,RDHUP", EDGE, steps), ["IN, RDHUP", "nothing"]);
}

#[test]
fn both_ends_make_a_hang_up() {
    let steps = "add peer-ends wait end wait";
    assert_eq!(waits("IN", LEVEL, steps), ["IN", "IN, HUP"]);
}

#[test]
fn room_is_an_edge_only_when_there_was_none() {
    let steps = "add wait write:1000 peer-reads wait fill peer-reads wait";
    assert_eq!(waits("OUT", EDGE, steps), ["OUT", "nothing", "OUT"]);
}

#[test]
fn an_event_tells_all_that_is_possible() {
    let steps = "add wait peer-writes:1 wait";
    assert_eq!(waits("IN,OUT", EDGE, steps), ["OUT", "IN, OUT"]);
}

#[test]
fn oneshot_needs_to_be_rearmed() {
    let steps = "add peer-writes:1 wait peer-writes:1 wait rearm wait";
    let waits = waits("IN", EventFlags::ONESHOT, steps);
    assert_eq!(waits, ["IN", "nothing", "IN"]);
}

#[test]
fn the_registration_lives_as_long_as_the_description() {
    let steps = "add clone close peer-writes:1 wait delete close-clone wait";
    assert_eq!(
        says("IN", LEVEL, steps)[4..],
        ["IN", "No such file or directory (os error 2)", "", "nothing"]
    );
}

#[test]
fn nobody_registers_twice() {
    let answers = says("IN", LEVEL, "add add delete add");
    assert_eq!(answers, ["", "File exists (os error 17)", "", ""]);
}

#[test]
fn other_words_are_errors() {
    for word in ["jump", "read", "read:x", "wait:1"] {
        assert!(Step::new(word).is_err(), "{word}");
    }
    assert!(flags("IN,HUP").is_err());
}
