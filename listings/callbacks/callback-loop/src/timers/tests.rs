//! Timers, by a clock that the test sets.

use std::time::Duration;

use super::*;

fn nothing() -> Callback {
    Box::new(|_| {})
}

fn after(begin: Instant, seconds: u64) -> Instant {
    begin + Duration::from_secs(seconds)
}

#[test]
fn the_earliest_is_due_first_whatever_the_order_of_setting() {
    let (mut timers, begin) = (Timers::default(), Instant::now());
    let late = timers.set(after(begin, 3), nothing());
    let early = timers.set(after(begin, 1), nothing());
    assert_eq!(timers.next_deadline(), Some(after(begin, 1)));
    assert_eq!(timers.due(begin), []);
    assert_eq!(timers.due(after(begin, 3)), [early, late]);
    assert_eq!(timers.due(after(begin, 3)), []);
}

#[test]
fn a_timer_is_due_at_its_deadline_and_not_before() {
    let (mut timers, begin) = (Timers::default(), Instant::now());
    let timer = timers.set(after(begin, 2), nothing());
    assert_eq!(timers.due(after(begin, 2) - Duration::from_nanos(1)), []);
    assert_eq!(timers.due(after(begin, 2)), [timer]);
}

#[test]
fn of_two_with_one_deadline_the_first_one_set_comes_first() {
    let (mut timers, begin) = (Timers::default(), Instant::now());
    let set: Vec<Timer> =
        (0..100).map(|_| timers.set(begin, nothing())).collect();
    assert_eq!(timers.due(begin), set);
}

#[test]
fn a_cancelled_timer_is_no_reason_to_wait() {
    let (mut timers, begin) = (Timers::default(), Instant::now());
    let cancelled = timers.set(after(begin, 1), nothing());
    let timer = timers.set(after(begin, 2), nothing());
    assert!(timers.take(cancelled).is_some());
    assert!(timers.take(cancelled).is_none());
    assert_eq!(timers.next_deadline(), Some(after(begin, 2)));
    assert_eq!(timers.due(after(begin, 5)), [timer]);
    assert!(!timers.is_empty());
    timers.take(timer);
    assert!(timers.is_empty());
    assert_eq!(timers.next_deadline(), None);
}
