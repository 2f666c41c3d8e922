//! Tasks that come back to the executor in the midst of its work.

use std::cell::RefCell;
use std::future::pending;
use std::rc::Rc;

use super::*;

#[test]
fn a_task_may_spawn_and_drop_tasks_and_sockets_while_it_is_polled() {
    in_tasks(|| async {
        let handle = spawn(async {
            let inner = spawn(async { pair().await });
            let pair = inner.await.unwrap();
            drop(spawn(pending::<()>()));
            drop(pair);
            spawn(async { 6 }).await.unwrap()
        });
        assert_eq!(handle.await, Ok(6));
    });
}

#[test]
fn tasks_are_polled_in_the_order_in_which_they_became_ready() {
    in_tasks(|| async {
        let order = Rc::new(RefCell::new(Vec::new()));
        let tasks: Vec<_> = (0..3)
            .map(|n| {
                let order = order.clone();
                spawn(async move {
                    for round in 0..2 {
                        order.borrow_mut().push((round, n));
                        yield_now().await;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let expected = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)];
        assert_eq!(*order.borrow(), expected);
    });
}

#[test]
fn block_on_inside_of_a_task_is_a_panic_of_that_task() {
    in_tasks(|| async {
        let error = spawn(async { block_on(async {}) }).await.unwrap_err();
        let JoinError::Panicked(text) = error else { panic!("{error}") };
        assert!(text.starts_with("block_on inside of block_on"), "{text}");
        assert_eq!(spawn(async { 8 }).await, Ok(8));
    });
}

#[test]
fn many_tasks_one_after_the_other_leave_nothing() {
    // Each has a number of its own, and its place is gone when it has ended.
    let count = if cfg!(miri) { 100 } else { 100_000 };
    within(LIMIT, move || {
        block_on(async move {
            for n in 0..count {
                assert_eq!(spawn(async move { n }).await, Ok(n));
            }
            assert_eq!(tasks::known(), 0);
        })
    });
}
