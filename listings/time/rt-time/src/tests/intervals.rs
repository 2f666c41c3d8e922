//! Ticks in time, and ticks that are missed.

use std::pin::pin;
use std::task::{Context, Waker};
use std::thread;
use std::time::Instant;

use super::*;

#[test]
fn the_first_tick_comes_at_once_and_the_others_a_period_apart() {
    in_time(|| async {
        let mut ticks = interval(ms(10));
        let first = ticks.tick().await;
        for n in 1..4 {
            let due = ticks.tick().await;
            assert_eq!(due, first + ms(10) * n);
            assert!(Instant::now() >= due);
        }
    });
}

/// When ticks are due after the first one, with a period of 20 ms, if the
/// second one is asked for when at least two more are due.
fn after_a_miss(missed: Missed) -> (Instant, Instant, Vec<Instant>) {
    in_time(move || async move {
        let mut ticks = interval(ms(20)).on_missed(missed);
        let first = ticks.tick().await;
        // It blocks the thread: a task that keeps all others waiting.
        thread::sleep(ms(70));
        let asked = Instant::now();
        let mut due = Vec::new();
        for _ in 0..3 {
            due.push(ticks.tick().await);
        }
        (first, asked, due)
    })
}

#[test]
fn a_burst_makes_up_for_all() {
    let (first, _, due) = after_a_miss(Missed::Burst);
    assert_eq!(due, [1, 2, 3].map(|n| first + ms(20) * n));
}

#[test]
fn a_delay_begins_anew() {
    let (first, asked, due) = after_a_miss(Missed::Delay);
    assert_eq!(due[0], first + ms(20));
    assert!(due[1] >= asked + ms(20));
}

#[test]
fn a_skip_keeps_the_beat() {
    let (first, asked, due) = after_a_miss(Missed::Skip);
    assert_eq!(due[0], first + ms(20));
    assert!(due[1] > asked);
    for due in due {
        assert_eq!((due - first).as_nanos() % ms(20).as_nanos(), 0);
    }
}

#[test]
fn a_tick_that_is_dropped_is_not_lost() {
    in_time(|| async {
        let mut ticks = interval(ms(200));
        let first = ticks.tick().await;
        let mut cx = Context::from_waker(Waker::noop());
        assert!(pin!(ticks.tick()).poll(&mut cx).is_pending());
        assert_eq!(ticks.tick().await, first + ms(200));
    });
}

#[test]
fn a_period_that_is_too_long_is_no_overflow() {
    in_time(|| async {
        let mut ticks = interval(Duration::MAX);
        ticks.tick().await;
        let mut cx = Context::from_waker(Waker::noop());
        assert!(pin!(ticks.tick()).poll(&mut cx).is_pending());
    });
}

#[test]
#[should_panic(expected = "an interval needs a period")]
fn a_period_is_not_zero() {
    interval(Duration::ZERO);
}
