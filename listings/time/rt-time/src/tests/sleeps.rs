//! Real sleeps. None may end too early; how late they end is not asserted.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Instant;

use super::*;

#[test]
fn sleeps_end_in_the_order_of_their_deadlines_and_none_too_early() {
    in_time(|| async {
        let (begin, order) =
            (Instant::now(), Rc::new(RefCell::new(Vec::new())));
        let tasks: Vec<_> = [70, 10, 40, 0]
            .into_iter()
            .map(|time| {
                let order = order.clone();
                spawn(async move {
                    sleep(ms(time)).await;
                    assert!(begin.elapsed() >= ms(time));
                    order.borrow_mut().push(time);
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(*order.borrow(), [0, 10, 40, 70]);
        assert_eq!(timers::known(), 0);
    });
}

#[test]
fn a_deadline_that_is_over_is_no_wait() {
    in_time(|| async {
        let mut cx = Context::from_waker(Waker::noop());
        let over = pin!(sleep_until(Instant::now()));
        assert!(over.poll(&mut cx).is_ready());
        assert_eq!(timers::known(), 0);
    });
}

#[test]
fn a_sleep_that_never_ends_is_no_overflow() {
    in_time(|| async {
        for time in [Duration::MAX, Duration::from_secs(u64::MAX / 4)] {
            let mut cx = Context::from_waker(Waker::noop());
            let never = pin!(sleep(time));
            assert!(never.poll(&mut cx).is_pending());
            sleep(ms(1)).await;
        }
    });
}

#[test]
fn a_sleep_that_is_dropped_leaves_no_timer() {
    in_time(|| async {
        for _ in 0..100 {
            let mut cx = Context::from_waker(Waker::noop());
            let mut late = Box::pin(sleep(Duration::from_secs(3600)));
            assert!(late.as_mut().poll(&mut cx).is_pending());
            assert!(late.as_mut().poll(&mut cx).is_pending());
            assert_eq!(timers::known(), 1);
        }
        assert_eq!(timers::known(), 0);
    });
}

#[test]
fn only_the_waker_of_the_last_poll_is_woken() {
    in_time(|| async {
        let mut polls = 0;
        let mut nap = pin!(sleep(ms(200)));
        let mut noop = Context::from_waker(Waker::noop());
        poll_fn(|cx| {
            polls += 1;
            assert!(polls < 4, "woken for nothing");
            let polled = nap.as_mut().poll(&mut noop);
            assert!(polls > 1 || polled.is_pending());
            nap.as_mut().poll(cx)
        })
        .await;
    });
}

#[test]
fn a_sleep_may_go_on_in_another_block_on() {
    within(LIMIT, || {
        let mut nap = Box::pin(sleep(ms(200)));
        block_on(async {
            let mut cx = Context::from_waker(Waker::noop());
            assert!(nap.as_mut().poll(&mut cx).is_pending());
        });
        block_on(nap);
    });
}

#[test]
fn the_time_comes_even_if_tasks_are_always_ready() {
    in_time(|| async {
        let over = Rc::new(Cell::new(false));
        let busy = over.clone();
        drop(spawn(async move {
            while !busy.get() {
                yield_now().await;
            }
        }));
        sleep(ms(10)).await;
        over.set(true);
    });
}

#[test]
fn the_thread_sleeps_in_between() {
    in_time(|| async {
        // Deadlines at all places within a millisecond: a timer that expires
        // before its deadline would ask for more polls.
        for n in 0..50 {
            let mut polls = 0;
            let mut nap = pin!(sleep(Duration::from_micros(1000 + n * 37)));
            poll_fn(|cx| {
                polls += 1;
                nap.as_mut().poll(cx)
            })
            .await;
            assert!(polls <= 2, "{polls} polls");
        }
    });
}

thread_local! {
    static KEPT: Cell<Option<Sleep>> = const { Cell::new(None) };
}

/// Its wake, and its drop, drop a sleep: user code that comes back to the
/// timers in the midst of their work.
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
fn a_waker_may_drop_a_sleep_when_it_is_replaced_woken_or_dropped() {
    in_time(|| async {
        let mut noop = Context::from_waker(Waker::noop());
        for by in ["replaced", "woken", "dropped"] {
            let mut kept = sleep(Duration::from_secs(3600));
            assert!(pin!(&mut kept).poll(&mut noop).is_pending());
            KEPT.set(Some(kept));
            let mut nap = Box::pin(sleep(ms(200)));
            let waker = Waker::from(Arc::new(Meddler));
            let polled = nap.as_mut().poll(&mut Context::from_waker(&waker));
            drop(waker);
            assert_eq!(polled, Poll::Pending);
            match by {
                "replaced" => drop(nap.as_mut().poll(&mut noop)),
                "woken" => sleep(ms(250)).await,
                _ => {}
            }
            drop(nap);
            assert_eq!(timers::known(), 0, "{by}");
        }
    });
}

#[test]
#[should_panic(expected = "there are no timers on this thread")]
fn nobody_can_sleep_outside() {
    let mut cx = Context::from_waker(Waker::noop());
    let _ = pin!(sleep(ms(1000))).poll(&mut cx);
}
