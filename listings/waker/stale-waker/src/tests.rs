//! The same run with both kinds of parcel.

use time_limit::within;

use super::*;

fn is_received(keep: Keep, executor: Executor, limit: Duration) {
    assert_eq!(within(limit, move || receive(keep, executor)), "Ruh");
}

#[test]
fn the_last_waker_wakes_who_waits() {
    is_received(Keep::Last, Executor::Park, Duration::from_secs(20));
}

#[test]
#[should_panic(expected = "not done within 500ms")]
fn the_first_waker_does_not() {
    is_received(Keep::First, Executor::Park, Duration::from_millis(500));
}

#[test]
fn who_ignores_wakes_does_not_notice() {
    is_received(Keep::First, Executor::Spin, Duration::from_secs(20));
}

#[test]
fn the_help_names_the_constants() {
    let (work, patience) = (WORK.as_millis(), PATIENCE.as_millis());
    let times = format!("after {work} ms, and given up after {patience} ms");
    assert!(HELP.contains(&times), "{times}");
}

#[test]
fn operands_are_refused() {
    assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
}
