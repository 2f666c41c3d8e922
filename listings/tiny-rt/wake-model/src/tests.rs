//! All orders, up to a number of interruptions.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use loom::model::Builder;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread::{self, JoinHandle};

use crate::letter::{Lost, letter};
use crate::tasks::spawn;
use crate::{executor, parking_executor, reacting_executor};

// ANCHOR: model
/// Runs `test` in all orders with so many interruptions at most.
fn in_all_orders(test: impl Fn() + Sync + Send + 'static) {
    let mut model = Builder::new();
    model.preemption_bound = Some(3);
    model.check(test);
}

/// Two threads count up and wake; the future is ready when it sees both
/// counts. Nothing but a wake orders what they write: it is `Relaxed`.
fn two_wakes() -> (impl Future<Output = ()>, Arc<Threads>) {
    let threads = Arc::new(Threads::default());
    let (counter, begun) = (Arc::new(AtomicUsize::new(0)), threads.clone());
    let future = poll_fn(move |cx| {
        let mut begun = begun.0.lock().unwrap();
        if begun.is_empty() {
            begun.extend((0..2).map(|_| waker(&counter, cx)));
        }
        match counter.load(Ordering::Relaxed) {
            2 => Poll::Ready(()),
            _ => Poll::Pending,
        }
    });
    (future, threads)
}

fn waker(counter: &Arc<AtomicUsize>, cx: &Context<'_>) -> JoinHandle<()> {
    let (counter, waker) = (Arc::clone(counter), cx.waker().clone());
    thread::spawn(move || {
        counter.fetch_add(1, Ordering::Relaxed);
        waker.wake();
    })
}

/// Threads that are joined in the end. Loom knows nothing of this lock, and
/// has no need to: only one thread uses it.
#[derive(Default)]
struct Threads(std::sync::Mutex<Vec<JoinHandle<()>>>);

impl Threads {
    fn join(&self) {
        for thread in self.0.lock().unwrap().drain(..) {
            thread.join().unwrap();
        }
    }
}

#[test]
fn a_letter_comes_at_any_time_between_two_polls() {
    in_all_orders(|| {
        let (sender, letter) = letter();
        let thread = thread::spawn(move || sender.send(7));
        assert_eq!(parking_executor::block_on(letter), Ok(7));
        thread.join().unwrap();
    });
}
// ANCHOR_END: model

#[test]
fn a_sender_is_dropped_at_any_time() {
    in_all_orders(|| {
        let (sender, letter) = letter::<()>();
        let thread = thread::spawn(move || drop(sender));
        assert_eq!(parking_executor::block_on(letter), Err(Lost));
        thread.join().unwrap();
    });
}

#[test]
fn a_letter_is_dropped_while_it_is_sent() {
    in_all_orders(|| {
        let (sender, letter) = letter();
        let value = Arc::new(());
        let sent = value.clone();
        let thread = thread::spawn(move || sender.send(sent));
        {
            let mut letter = pin!(letter);
            let mut cx = Context::from_waker(Waker::noop());
            let _ = letter.as_mut().poll(&mut cx);
        }
        thread.join().unwrap();
        assert_eq!(Arc::strong_count(&value), 1);
    });
}

#[test]
fn what_is_written_before_a_wake_is_read_after_the_park() {
    in_all_orders(|| {
        let (future, threads) = two_wakes();
        parking_executor::block_on(future);
        threads.join();
    });
}

#[test]
fn what_is_written_before_a_wake_is_read_after_the_bell() {
    in_all_orders(|| {
        let (future, threads) = two_wakes();
        reacting_executor::block_on(future);
        threads.join();
    });
}

#[test]
fn what_is_written_before_a_wake_is_read_after_the_run_queue() {
    in_all_orders(|| {
        let (future, threads) = two_wakes();
        executor::block_on(future);
        threads.join();
    });
}

#[test]
fn a_task_is_woken_by_another_thread_and_wakes_who_waits_for_it() {
    in_all_orders(|| {
        let (sender, letter) = letter();
        let thread = thread::spawn(move || sender.send(7));
        let output = executor::block_on(async { spawn(letter).await });
        assert_eq!(output, Ok(Ok(7)));
        thread.join().unwrap();
    });
}

#[test]
fn a_wake_may_come_when_all_is_over() {
    in_all_orders(|| {
        let (sender, letter) = letter();
        let thread = thread::spawn(move || sender.send(()));
        executor::block_on(async {
            drop(spawn(letter));
            once_pending().await;
        });
        thread.join().unwrap();
    });
}

/// Pending once, and woken at once.
async fn once_pending() {
    let mut polled = false;
    poll_fn(|cx| {
        if polled {
            return Poll::Ready(());
        }
        polled = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
