//! All orders, up to a number of interruptions.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;

use loom::model::Builder;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

use crate::executor::block_on;
use crate::letter::{Lost, letter};

// ANCHOR: model
/// Runs `test` in all orders with so many interruptions at most.
fn in_all_orders(test: impl Fn() + Sync + Send + 'static) {
    let mut model = Builder::new();
    model.preemption_bound = Some(3);
    model.check(test);
}

#[test]
fn a_letter_wakes_the_thread_that_sleeps() {
    in_all_orders(|| {
        let (sender, letter) = letter();
        let thread = thread::spawn(move || sender.send(7));
        assert_eq!(block_on(letter), Ok(7));
        thread.join().unwrap();
    });
}
// ANCHOR_END: model

#[test]
fn a_sender_that_is_dropped_wakes_the_thread_that_sleeps() {
    in_all_orders(|| {
        let (sender, letter) = letter::<()>();
        let thread = thread::spawn(move || drop(sender));
        assert_eq!(block_on(letter), Err(Lost));
        thread.join().unwrap();
    });
}

/// Two threads count up and wake; the future has to see both counts.
/// Nothing but the wake orders what they write: the counter is `Relaxed`.
#[test]
fn what_is_written_before_a_wake_is_read_after_it() {
    in_all_orders(|| {
        let counter = Arc::new(AtomicUsize::new(0));
        let mut threads = Vec::new();
        let seen = counter.clone();
        let mut begun = false;
        block_on(poll_fn(|cx| {
            if !begun {
                begun = true;
                threads.extend((0..2).map(|_| {
                    let (counter, waker) =
                        (counter.clone(), cx.waker().clone());
                    thread::spawn(move || {
                        counter.fetch_add(1, Ordering::Relaxed);
                        waker.wake();
                    })
                }));
            }
            match seen.load(Ordering::Relaxed) {
                2 => Poll::Ready(()),
                _ => Poll::Pending,
            }
        }));
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
}
