//! Tasks that change threads, wake themselves, and panic.

use std::future::poll_fn;
use std::sync::mpsc;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

/// Wakes itself while it is polled.
async fn give_way() {
    let mut yielded = false;
    poll_fn(|cx| {
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        cx.waker().wake_by_ref();
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await
}

#[test]
fn a_task_that_wakes_itself_is_polled_again() {
    within(LIMIT, || {
        let workers = Workers::start(2);
        let (sender, turns) = mpsc::channel();
        for _ in 0..100 {
            let sender = sender.clone();
            workers.spawn(async move {
                for turn in 0..10 {
                    give_way().await;
                    sender.send(turn).unwrap();
                }
            });
        }
        drop(sender);
        let turns: Vec<u32> = turns.iter().collect();
        assert_eq!(turns.len(), 1000);
        assert_eq!(turns.iter().sum::<u32>(), 4500);
    });
}

#[test]
fn two_tasks_run_at_the_same_time() {
    within(LIMIT, || {
        let workers = Workers::start(2);
        // Each blocks its thread until the other one has begun.
        let (one, from_one) = mpsc::channel();
        let (two, from_two) = mpsc::channel();
        workers.spawn(async move {
            one.send(()).unwrap();
            from_two.recv().unwrap();
        });
        workers.spawn(async move {
            two.send(()).unwrap();
            from_one.recv().unwrap();
        });
    });
}

#[test]
fn a_wake_from_another_thread_comes_in() {
    within(LIMIT, || {
        let workers = Workers::start(2);
        let (wakers, waker) = mpsc::channel();
        let (done, end) = mpsc::channel();
        workers.spawn(async move {
            let mut polls = 0;
            poll_fn(|cx| {
                polls += 1;
                wakers.send(cx.waker().clone()).unwrap();
                if polls < 3 { Poll::Pending } else { Poll::Ready(()) }
            })
            .await;
            done.send(polls).unwrap();
        });
        for _ in 0..2 {
            let waker = waker.recv().unwrap();
            thread::spawn(move || waker.wake()).join().unwrap();
        }
        assert_eq!(end.recv().unwrap(), 3);
        // It is over: a late wake finds nothing to poll.
        waker.recv().unwrap().wake();
    });
}

#[test]
fn the_end_waits_for_what_is_ready() {
    within(LIMIT, || {
        let (sender, done) = mpsc::channel();
        let workers = Workers::start(1);
        for n in 0..10 {
            let sender = sender.clone();
            workers.spawn(async move { sender.send(n).unwrap() });
        }
        drop((workers, sender));
        assert!(done.iter().eq(0..10));
    });
}
