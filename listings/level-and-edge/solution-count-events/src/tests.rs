//! The counts.

use std::time::Duration;

use time_limit::within;

use super::*;

fn calls(flags: EventFlags, drain: bool, bytes: usize) -> (usize, usize) {
    let calls = within(Duration::from_secs(20), move || {
        receive(flags, drain, bytes).unwrap()
    });
    (calls.waits / MESSAGES, calls.reads / MESSAGES)
}

#[test]
fn long_messages_are_cheaper_to_drain() {
    let edge = EventFlags::IN | EventFlags::ET;
    assert_eq!(calls(EventFlags::IN, false, 1000), (10, 10));
    assert_eq!(calls(EventFlags::IN, true, 1000), (1, 11));
    assert_eq!(calls(edge, true, 1000), (1, 11));
}

#[test]
fn short_messages_are_cheaper_to_read_once() {
    assert_eq!(calls(EventFlags::IN, false, 1), (1, 1));
    assert_eq!(calls(EventFlags::IN, true, 1), (1, 2));
}
