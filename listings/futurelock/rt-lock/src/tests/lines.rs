//! Permits: none is lost, none is made, and the line is kept.

use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::Arc;
use std::task::Wake;

use proptest::prelude::*;

use super::*;
use crate::permits::{Acquire, Permits};

/// What happens to the permits. Numbers choose among those who wait or hold.
#[derive(Debug, Clone)]
enum Step {
    Ask,
    Poll(prop::sample::Index),
    Leave(prop::sample::Index),
    Release,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let index = any::<prop::sample::Index>;
    let step = prop_oneof![
        4 => Just(Step::Ask),
        3 => index().prop_map(Step::Poll),
        2 => index().prop_map(Step::Leave),
        3 => Just(Step::Release),
    ];
    prop::collection::vec(step, 0..80)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// The model is a line of numbers: those at its front, as many as there
    /// are permits that nobody holds, may go; nobody else may.
    #[test]
    #[cfg_attr(miri, ignore = "so many cases take too long")]
    fn permits_go_to_the_first_in_line(steps in steps(), all in 1_usize..4) {
        let permits = Permits::new(all, "permits");
        let mut line: VecDeque<(usize, Acquire)> = VecDeque::new();
        let (mut held, mut count) = (0, 0);
        for step in steps {
            match step {
                Step::Ask => {
                    let mut acquire = permits.acquire();
                    let polled = poll_once(&mut acquire);
                    prop_assert_eq!(polled.is_ready(), line.len() + held < all);
                    if polled.is_ready() {
                        held += 1;
                    } else {
                        line.push_back((count, acquire));
                    }
                    count += 1;
                }
                Step::Poll(index) if !line.is_empty() => {
                    let place = index.index(line.len());
                    let polled = poll_once(&mut line[place].1);
                    prop_assert_eq!(polled.is_ready(), place + held < all);
                    if polled.is_ready() {
                        drop(line.remove(place));
                        held += 1;
                    }
                }
                Step::Leave(index) if !line.is_empty() => {
                    drop(line.remove(index.index(line.len())));
                }
                Step::Release if held > 0 => {
                    permits.release();
                    held -= 1;
                }
                _ => {}
            }
            prop_assert!(held <= all);
        }
        // In the end all are there again.
        line.clear();
        (0..held).for_each(|_| permits.release());
        for _ in 0..all {
            prop_assert!(permits.try_acquire());
        }
        prop_assert!(!permits.try_acquire());
    }
}

thread_local! {
    static KEPT: Cell<Option<Lock<'static, ()>>> = const { Cell::new(None) };
}

/// Its wake, and its drop, drop another place in the same line.
struct Meddler;

impl Wake for Meddler {
    fn wake(self: Arc<Self>) {
        drop(KEPT.take());
    }
}

impl Drop for Meddler {
    fn drop(&mut self) {
        drop(KEPT.take());
    }
}

#[test]
fn a_waker_may_leave_the_line_when_it_is_replaced_woken_or_dropped() {
    for by in ["replaced", "woken", "dropped"] {
        let mutex: &Mutex<()> = Box::leak(Box::new(Mutex::new(())));
        let held = mutex.try_lock().unwrap();
        let mut first = mutex.lock();
        let waker = Waker::from(Arc::new(Meddler));
        let mut cx = Context::from_waker(&waker);
        assert!(Pin::new(&mut first).poll(&mut cx).is_pending());
        drop(waker);
        let mut kept = mutex.lock();
        assert!(poll_once(&mut kept).is_pending());
        KEPT.set(Some(kept));
        match by {
            "replaced" => assert!(poll_once(&mut first).is_pending()),
            "woken" => drop(held),
            _ => drop(first),
        }
        assert!(KEPT.take().is_none(), "{by}");
    }
}

/// Its wake polls the lock that waits: the value has to be free by then.
struct Eager;

impl Wake for Eager {
    fn wake(self: Arc<Self>) {
        let mut lock = KEPT.take().expect("it waits");
        assert!(poll_once(&mut lock).is_ready());
    }
}

#[test]
fn the_value_is_free_before_the_next_one_is_woken() {
    let mutex: &Mutex<()> = Box::leak(Box::new(Mutex::new(())));
    let held = mutex.try_lock().unwrap();
    let mut lock = mutex.lock();
    let waker = Waker::from(Arc::new(Eager));
    let mut cx = Context::from_waker(&waker);
    assert!(Pin::new(&mut lock).poll(&mut cx).is_pending());
    KEPT.set(Some(lock));
    drop(held);
    assert!(KEPT.take().is_none());
}
