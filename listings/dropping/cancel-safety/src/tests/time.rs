//! Rows about time.

use std::pin::pin;
use std::time::Instant;

use tiny_rt::{interval, sleep_until};

use super::*;

#[test]
fn a_sleep_that_is_made_anew_begins_anew() {
    in_time(async || {
        // All limits together are longer than the sleep.
        for _ in 0..12 {
            assert!(timeout(50 * MS, sleep(500 * MS)).await.is_err());
        }
    });
}

#[test]
fn a_sleep_that_is_kept_and_a_deadline_come_to_an_end() {
    in_time(async || {
        let mut kept = pin!(sleep(50 * MS));
        while timeout(5 * MS, kept.as_mut()).await.is_err() {}
        let deadline = Instant::now() + 50 * MS;
        while timeout(5 * MS, sleep_until(deadline)).await.is_err() {}
        assert!(Instant::now() >= deadline);
    });
}

#[test]
fn tick_is_safe() {
    const PERIOD: Duration = Duration::from_millis(20);
    check_safe(vec![0, 1, 2], async |polls| {
        let mut interval = interval(PERIOD);
        let first = interval.tick().await;
        let second = at_most(polls, interval.tick()).await;
        let dropped = was_dropped(&second);
        let mut due = vec![first];
        due.extend(second);
        while due.len() < 3 {
            due.push(interval.tick().await);
        }
        let number =
            |due: Instant| (due - first).as_millis() / PERIOD.as_millis();
        (dropped, due.into_iter().map(number).collect())
    });
}
