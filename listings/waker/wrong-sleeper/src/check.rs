//! What the executor has to do, before it is mended and after.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use time_limit::within;

type Boxed = Pin<Box<dyn Future<Output = u32>>>;

/// In each of several threads, a future is woken by another thread.
pub(crate) fn each_thread_is_woken(block_on: fn(Boxed) -> u32) {
    for _ in 0..3 {
        let wait = move || block_on(Box::pin(woken_later(5)));
        assert_eq!(within(Duration::from_secs(5), wait), 6);
    }
    // Both at the same time.
    let threads = [(); 2]
        .map(|()| thread::spawn(move || block_on(Box::pin(woken_later(100)))));
    let polls = within(Duration::from_secs(5), || {
        threads.map(|thread| thread.join().unwrap())
    });
    assert_eq!(polls, [101; 2]);
}

/// Is woken by another thread so often, and says how often it was polled.
fn woken_later(wakes: u32) -> impl Future<Output = u32> {
    let mut polls = 0;
    poll_fn(move |cx| {
        polls += 1;
        if polls > wakes {
            return Poll::Ready(polls);
        }
        let waker = cx.waker().clone();
        thread::spawn(|| waker.wake());
        Poll::Pending
    })
}
