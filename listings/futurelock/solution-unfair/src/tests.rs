//! The hang of the chapter is gone, and two others have come.

use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use time_limit::within;
use tiny_rt::{block_on, select, sleep, spawn, timeout, yield_now};

use super::*;

const fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

/// Runs a test inside of `block_on`.
fn in_time<F: Future<Output = ()>>(test: impl FnOnce() -> F + Send + 'static) {
    within(Duration::from_secs(20), || block_on(test()));
}

#[test]
fn one_task_at_a_time_has_it() {
    in_time(|| async {
        let mutex = Rc::new(Mutex::new(0));
        let tasks: Vec<_> = (0..20)
            .map(|_| {
                let mutex = Rc::clone(&mutex);
                spawn(async move {
                    let mut count = mutex.lock().await;
                    let before = *count;
                    yield_now().await;
                    *count = before + 1;
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(*mutex.lock().await, 20);
    });
}

#[test]
fn a_lock_that_waits_and_is_not_polled_stops_nobody() {
    in_time(|| async {
        let mutex = Rc::new(Mutex::new(0));
        let same = Rc::clone(&mutex);
        let ant = spawn(async move {
            let guard = same.lock().await;
            sleep(ms(20)).await;
            drop(guard);
        });
        yield_now().await;
        let mut line = pin!(mutex.lock());
        select(&mut line, sleep(ms(5))).await;
        // The line that hung in the chapter.
        *mutex.lock().await += 1;
        assert_eq!(*line.await, 1);
        ant.await.unwrap();
    });
}

#[test]
fn one_that_has_it_and_is_not_polled_still_stops_all() {
    in_time(|| async {
        let mutex = Mutex::new(0);
        let mut holds = pin!(async {
            let _guard = mutex.lock().await;
            sleep(ms(20)).await;
        });
        select(&mut holds, sleep(ms(5))).await;
        assert!(timeout(ms(100), mutex.lock()).await.is_err());
        holds.await;
        assert!(timeout(ms(5000), mutex.lock()).await.is_ok());
    });
}

#[test]
fn whoever_asks_again_at_once_is_served_first() {
    in_time(|| async {
        let mutex = Rc::new(Mutex::new(Vec::new()));
        let tasks = ["greedy", "modest"].map(|name| {
            let mutex = Rc::clone(&mutex);
            spawn(async move {
                for _ in 0..3 {
                    let mut names = mutex.lock().await;
                    yield_now().await;
                    names.push(name);
                }
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
        let names = mutex.lock().await;
        let expected = [["greedy"; 3], ["modest"; 3]].concat();
        assert_eq!(*names, expected);
    });
}

#[test]
fn a_lock_that_is_dropped_leaves_no_waker() {
    in_time(|| async {
        let mutex = Mutex::new(());
        let guard = mutex.lock().await;
        assert!(timeout(ms(5), mutex.lock()).await.is_err());
        assert!(mutex.waiting.wakers.borrow().is_empty());
        drop(guard);
    });
}
