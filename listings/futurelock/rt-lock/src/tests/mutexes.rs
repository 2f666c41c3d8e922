//! One at a time.

use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;

use super::*;

#[test]
fn one_task_at_a_time_has_it_even_across_its_waits() {
    in_time(|| async {
        let mutex = Rc::new(Mutex::new(0));
        let inside = Rc::new(Cell::new(false));
        let tasks: Vec<_> = (0..20)
            .map(|_| {
                let (mutex, inside) = (mutex.clone(), inside.clone());
                spawn(async move {
                    let mut count = mutex.lock().await;
                    assert!(!inside.replace(true));
                    let before = *count;
                    yield_now().await;
                    *count = before + 1;
                    inside.set(false);
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
fn the_line_is_kept_and_whoever_comes_again_is_the_last() {
    in_time(|| async {
        let mutex = Rc::new(Mutex::new(()));
        let order = Rc::new(RefCell::new(Vec::new()));
        let tasks: Vec<_> = (0..3)
            .map(|n| {
                let (mutex, order) = (mutex.clone(), order.clone());
                spawn(async move {
                    for _ in 0..3 {
                        let _guard = mutex.lock().await;
                        order.borrow_mut().push(n);
                        yield_now().await;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(*order.borrow(), [0, 1, 2, 0, 1, 2, 0, 1, 2]);
    });
}

#[test]
fn a_lock_that_is_dropped_leaves_the_line() {
    let mutex = Mutex::new(());
    let held = mutex.try_lock().unwrap();
    let (mut first, mut second) = (mutex.lock(), mutex.lock());
    assert!(poll_once(&mut first).is_pending());
    assert!(poll_once(&mut second).is_pending());
    drop(first);
    drop(held);
    assert!(poll_once(&mut second).is_ready());
}

#[test]
fn a_lock_that_is_dropped_when_it_is_its_turn_passes_it_on() {
    let mutex = Mutex::new(());
    let held = mutex.try_lock().unwrap();
    let (mut first, mut second) = (mutex.lock(), mutex.lock());
    assert!(poll_once(&mut first).is_pending());
    assert!(poll_once(&mut second).is_pending());
    drop(held);
    // It is the turn of the first now, and of nobody else.
    assert!(poll_once(&mut second).is_pending());
    assert!(mutex.try_lock().is_none());
    drop(first);
    assert!(poll_once(&mut second).is_ready());
}

#[test]
fn a_task_that_panics_gives_it_back() {
    in_time(|| async {
        let mutex = Rc::new(Mutex::new(1));
        let held = mutex.clone();
        let task = spawn(async move {
            let _guard = held.lock().await;
            panic!("while it had the lock");
        });
        let error: Result<(), _> = task.await;
        assert!(error.is_err());
        assert_eq!(*mutex.lock().await, 1);
    });
}

#[test]
fn a_lock_that_is_its_turn_and_is_not_polled_stops_all_others() {
    // The futurelock: fairness gives the lock to somebody who does not look.
    in_time(|| async {
        let mutex = Rc::new(Mutex::named("the lock", ()));
        let held = mutex.try_lock().unwrap();
        let mut waits = pin!(mutex.lock());
        let first = select(&mut waits, sleep(ms(1))).await;
        assert!(matches!(first, Either::Right(())));
        drop(held);
        let second = timeout(ms(20), mutex.lock()).await;
        assert!(second.is_err());
        // As soon as it is polled, all go on.
        drop(waits.await);
        drop(mutex.lock().await);
    });
}
