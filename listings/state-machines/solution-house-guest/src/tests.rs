//! The drawing, and what a guest may not do.

use std::collections::BTreeSet;

use super::*;

#[test]
fn the_drawing_shows_the_table() {
    let drawing: toml::Table = include_str!("../guest.toml").parse().unwrap();
    let arrows = drawing["transitions"].as_array().unwrap().iter();
    let drawn: BTreeSet<_> = arrows
        .map(|it| ["from", "on", "to"].map(|key| it[key].as_str().unwrap()))
        .collect();
    assert_eq!(drawn, table().into_iter().collect());
}

#[test]
fn the_names_are_those_of_the_states() {
    for (expected, state) in STATES {
        assert_eq!(name(&state), expected);
    }
}

#[test]
fn what_cannot_happen_is_told() {
    assert_eq!(Guest::Asking.next(Event::Named), None);
    let answer = Event::Answered { bytes: 1, room: 1 };
    assert_eq!(Guest::Listening.next(answer), None);
    assert_eq!(Guest::Writing { left: 1 }.next(answer), None);
    for (_, event) in EVENTS {
        assert_eq!(Guest::Gone.next(event), None);
    }
}

#[test]
fn room_without_anything_to_write_changes_nothing() {
    for state in [Guest::Listening, Guest::Asking] {
        assert_eq!(state.clone().next(Event::Room(9)), Some(state));
    }
}

#[test]
fn no_byte_is_lost_whatever_room_there_is() {
    for bytes in 0..20 {
        for room in 1..7 {
            let answer = Event::Answered { bytes, room };
            let mut guest = Guest::Asking.next(answer).unwrap();
            let mut written = bytes.min(room);
            while let Guest::Writing { left } = guest {
                assert_eq!(written + left, bytes);
                written += left.min(room);
                guest = guest.next(Event::Room(room)).unwrap();
            }
            assert_eq!((written, guest), (bytes, Guest::Listening));
        }
    }
}

#[test]
fn only_who_writes_wants_room() {
    let who: Vec<_> = STATES.iter().filter(|(_, it)| it.wants_room()).collect();
    assert_eq!(who, [&("writing", Guest::Writing { left: 5 })]);
}
