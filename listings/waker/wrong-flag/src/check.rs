//! What the executor has to do, before it is mended and after.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

use time_limit::within;

type Boxed = Pin<Box<dyn Future<Output = u32>>>;

/// The future is woken at several moments, and polled once for each of them
/// and not more often.
pub(crate) fn no_wake_is_forgotten(block_on: fn(Boxed) -> u32) {
    let polls = within(Duration::from_secs(5), move || {
        [
            block_on(Box::pin(woken_in_the_poll())),
            block_on(Box::pin(woken_by_a_thread())),
            block_on(Box::pin(unparked_for_nothing())),
        ]
    });
    assert_eq!(polls, [4, 4, 2]);
}

/// It gives way three times.
fn woken_in_the_poll() -> impl Future<Output = u32> {
    let mut polls = 0;
    poll_fn(move |cx| {
        polls += 1;
        if polls == 4 {
            return Poll::Ready(polls);
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
}

/// Three wakes, each after a poll.
fn woken_by_a_thread() -> impl Future<Output = u32> {
    let (wakers, waker) = mpsc::channel::<Waker>();
    thread::spawn(move || waker.into_iter().take(3).for_each(Waker::wake));
    let mut polls = 0;
    poll_fn(move |cx| {
        polls += 1;
        if polls == 4 {
            return Poll::Ready(polls);
        }
        wakers.send(cx.waker().clone()).unwrap();
        Poll::Pending
    })
}

/// Somebody unparks the thread, and wakes nobody. Later comes a wake.
fn unparked_for_nothing() -> impl Future<Output = u32> {
    let woken = Arc::new(AtomicBool::new(false));
    let mut polls = 0;
    poll_fn(move |cx| {
        polls += 1;
        if polls > 1 && woken.load(Ordering::Acquire) {
            return Poll::Ready(polls);
        }
        thread::current().unpark();
        let (thread, waker) = (thread::current(), cx.waker().clone());
        let woken = Arc::clone(&woken);
        thread::spawn(move || {
            for _ in 0..10 {
                thread.unpark();
                thread::sleep(Duration::from_millis(1));
            }
            woken.store(true, Ordering::Release);
            waker.wake();
        });
        Poll::Pending
    })
}
