//! Outputs and errors of tasks.

use std::cell::Cell;
use std::future::{pending, poll_fn};
use std::panic::{self, panic_any};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use super::*;

/// Panics when it is dropped.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("a destructor panicked");
    }
}

#[test]
fn a_handle_gives_the_output() {
    in_tasks(|| async {
        let early = spawn(async { 1 });
        let late = spawn(async {
            yield_now().await;
            2
        });
        assert_eq!(late.await, Ok(2));
        assert_eq!(early.await, Ok(1));
    });
}

#[test]
fn a_task_without_a_handle_goes_on() {
    in_tasks(|| async {
        let (sender, letter) = letter();
        drop(spawn(async move {
            yield_now().await;
            sender.send(7);
        }));
        assert_eq!(letter.await, Ok(7));
    });
}

#[test]
fn a_task_that_panics_ends_alone_and_says_why() {
    in_tasks(|| async {
        let number = 7;
        let with_text = spawn(async move { panic!("it was {number}") });
        let other = spawn(async {
            yield_now().await;
            "well"
        });
        let error: Result<(), _> = with_text.await;
        assert_eq!(error, Err(JoinError::Panicked("it was 7".into())));
        assert_eq!(other.await, Ok("well"));
    });
}

#[test]
#[cfg_attr(miri, ignore = "the payload of the payload is leaked by intent")]
fn a_panic_whose_payload_panics_is_caught() {
    in_tasks(|| async {
        let error = spawn(async { panic_any(Bomb) }).await;
        let text = "a panic without a text".into();
        assert_eq!(error, Err(JoinError::Panicked(text)));
    });
}

#[test]
fn a_destructor_that_panics_does_not_take_the_output_along() {
    in_tasks(|| async {
        let bomb = Bomb;
        let handle = spawn(poll_fn(move |_| {
            let _in_the_future = &bomb;
            Poll::Ready(3)
        }));
        assert_eq!(handle.await, Ok(3));
    });
}

#[test]
fn an_output_that_nobody_wants_may_panic_in_its_drop() {
    in_tasks(|| async {
        drop(spawn(async { Bomb }));
        yield_now().await;
        assert_eq!(spawn(async { 4 }).await, Ok(4));
    });
}

#[test]
fn tasks_that_are_left_at_the_end_are_dropped_and_their_handles_know() {
    within(LIMIT, || {
        let kept = Rc::new(());
        let inside = kept.clone();
        let (handle, later) = block_on(async {
            // One that panics in its drop does not save the next one.
            drop(spawn(async {
                let _bomb = Bomb;
                pending::<()>().await
            }));
            let handle = spawn(async move {
                let _inside = inside;
                pending::<()>().await
            });
            // One that was never polled.
            yield_now().await;
            (handle, spawn(async {}))
        });
        assert_eq!(Rc::strong_count(&kept), 1);
        assert_eq!(block_on(handle), Err(JoinError::Aborted));
        assert_eq!(block_on(later), Err(JoinError::Aborted));
    });
}

#[test]
fn a_task_may_spawn_while_it_is_dropped_at_the_end() {
    /// Spawns when it is dropped.
    struct Spawner(Rc<Cell<Option<JoinHandle<()>>>>);
    impl Drop for Spawner {
        fn drop(&mut self) {
            self.0.set(Some(spawn(pending())));
        }
    }
    within(LIMIT, || {
        let last = Rc::new(Cell::new(None));
        let spawner = Spawner(last.clone());
        block_on(async {
            spawn(async move {
                let _spawner = spawner;
                pending::<()>().await
            });
            yield_now().await;
        });
        let last = last.take().unwrap();
        assert_eq!(block_on(last), Err(JoinError::Aborted));
    });
}

#[test]
fn a_panic_of_the_future_itself_drops_the_tasks() {
    within(LIMIT, || {
        let kept = Rc::new(());
        let inside = kept.clone();
        let run = panic::AssertUnwindSafe(|| {
            block_on(async {
                spawn(async move {
                    let _inside = inside;
                    pending::<()>().await
                });
                yield_now().await;
                panic!("the future itself");
            })
        });
        assert!(panic::catch_unwind(run).is_err());
        assert_eq!(Rc::strong_count(&kept), 1);
        assert_eq!(block_on(async { spawn(async { 5 }).await }), Ok(5));
    });
}

#[test]
fn a_handle_that_was_ready_is_not_polled_again() {
    within(LIMIT, || {
        let outcome = panic::catch_unwind(|| {
            block_on(async {
                let mut handle = spawn(async {});
                (&mut handle).await.unwrap();
                let mut cx = Context::from_waker(Waker::noop());
                let _ = pin!(handle).poll(&mut cx);
            })
        });
        let payload = outcome.unwrap_err();
        let text = "a task was polled after it was ready";
        assert_eq!(*payload.downcast_ref::<&str>().unwrap(), text);
    });
}

#[test]
#[should_panic(expected = "there is no executor on this thread")]
fn nothing_can_be_spawned_outside() {
    drop(spawn(async {}));
}
