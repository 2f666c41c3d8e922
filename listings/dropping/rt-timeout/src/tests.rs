//! What is dropped, where, and when.

use std::cell::{Cell, RefCell};
use std::future::{pending, poll_fn, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use time_limit::within;

use super::*;

/// Runs a test in a thread of its own, inside of `block_on`.
fn in_time<F, T>(test: impl FnOnce() -> F + Send + 'static) -> T
where
    F: Future<Output = T>,
    T: Send + 'static,
{
    within(Duration::from_secs(20), || block_on(test()))
}

const fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

type Log = Rc<RefCell<Vec<String>>>;

/// Goes through three places, 20 ms each, and is seen.
fn journey(log: &Log) -> impl Future<Output = &'static str> + use<> {
    let told = log.clone();
    let witness = Witness::who_tells(move |place| {
        told.borrow_mut().push(place.to_owned());
    });
    async move {
        for place in ["at the first", "at the second", "at the third"] {
            witness.at(place);
            sleep(ms(20)).await;
        }
        witness.done();
        "home"
    }
}

#[test]
fn what_is_in_time_is_not_dropped() {
    in_time(|| async {
        let log = Log::default();
        let result = timeout(ms(10_000), journey(&log)).await;
        assert_eq!(result, Ok("home"));
        assert!(log.borrow().is_empty());
    });
}

#[test]
fn what_is_late_is_dropped_where_it_waits_before_anybody_hears_of_it() {
    in_time(|| async {
        let log = Log::default();
        let mut late = Box::pin(timeout(ms(30), journey(&log)));
        assert_eq!(late.as_mut().await, Err(Elapsed));
        assert_eq!(log.borrow().len(), 1);
        assert!(log.borrow()[0].starts_with("at the "));
        drop(late);
    });
}

#[test]
fn what_is_ready_has_won_even_when_the_time_is_over() {
    in_time(|| async {
        assert_eq!(timeout(Duration::ZERO, ready(3)).await, Ok(3));
        let never = timeout(Duration::ZERO, pending::<()>()).await;
        assert_eq!(never, Err(Elapsed));
    });
}

#[test]
fn a_timeout_may_be_longer_than_the_clock() {
    in_time(|| async {
        assert_eq!(timeout(Duration::MAX, sleep(ms(1))).await, Ok(()));
    });
}

#[test]
fn a_timeout_that_was_ready_is_not_polled_again() {
    in_time(|| async {
        let mut late = timeout(Duration::ZERO, pending::<()>());
        let mut late = Pin::new(&mut late);
        assert_eq!(late.as_mut().await, Err(Elapsed));
        let mut cx = Context::from_waker(Waker::noop());
        let again = AssertUnwindSafe(|| late.as_mut().poll(&mut cx));
        assert!(catch_unwind(again).is_err());
    });
}

#[test]
fn a_future_that_was_never_polled_is_dropped_before_it_began() {
    let log = Log::default();
    drop(journey(&log));
    assert_eq!(*log.borrow(), ["before it began"]);
}

#[test]
fn a_task_that_is_aborted_is_dropped_where_it_waits() {
    in_time(|| async {
        let log = Log::default();
        let task = spawn(journey(&log));
        yield_now().await;
        task.abort();
        // Not yet: it is dropped when it is its turn.
        assert!(log.borrow().is_empty());
        assert_eq!(task.await, Err(JoinError::Aborted));
        assert_eq!(*log.borrow(), ["at the first"]);
    });
}

#[test]
fn a_task_may_be_aborted_before_its_first_poll() {
    in_time(|| async {
        let log = Log::default();
        let task = spawn(journey(&log));
        task.abort();
        assert_eq!(task.await, Err(JoinError::Aborted));
        assert_eq!(*log.borrow(), ["before it began"]);
    });
}

#[test]
fn a_task_may_abort_itself() {
    in_time(|| async {
        let slot = Rc::new(Cell::new(None::<JoinHandle<()>>));
        let (sender, letter) = letter();
        let itself = slot.clone();
        slot.set(Some(spawn(async move {
            let _sender: LetterSender<()> = sender;
            itself.take().unwrap().abort();
            pending::<()>().await;
        })));
        // It is gone when the letter is lost.
        assert_eq!(letter.await, Err(Lost));
    });
}

#[test]
fn an_abort_after_the_end_changes_nothing() {
    in_time(|| async {
        let task = spawn(async { 5 });
        yield_now().await;
        task.abort();
        assert_eq!(task.await, Ok(5));
    });
}

/// Panics when it is dropped.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("a destructor panicked");
    }
}

#[test]
fn a_destructor_that_panics_in_an_abort_is_the_tasks_own_affair() {
    in_time(|| async {
        let task = spawn(async {
            let _bomb = Bomb;
            pending::<()>().await;
        });
        yield_now().await;
        task.abort();
        let text = "a destructor panicked".to_owned();
        assert_eq!(task.await, Err(JoinError::Panicked(text)));
        assert_eq!(spawn_named("next", async { 6 }).await, Ok(6));
    });
}

#[test]
fn a_destructor_that_panics_at_the_end_does_not_take_the_output_along() {
    in_time(|| async {
        let bomb = Bomb;
        let task = spawn(poll_fn(move |_| {
            let _in_the_future = &bomb;
            Poll::Ready(3)
        }));
        assert_eq!(task.await, Ok(3));
    });
}

#[test]
fn tasks_that_are_left_at_the_end_are_aborted() {
    within(Duration::from_secs(20), || {
        let mut kept = None;
        block_on(async { kept = Some(spawn(pending::<()>())) });
        let task = kept.unwrap();
        task.abort();
        assert_eq!(block_on(task), Err(JoinError::Aborted));
    });
}

#[test]
fn an_abort_may_come_when_a_letter_from_a_thread_does() {
    in_time(|| async {
        for _ in 0..200 {
            let (sender, letter) = letter();
            let task = spawn(letter);
            yield_now().await;
            let thread = thread::spawn(move || sender.send(1));
            task.abort();
            thread.join().unwrap();
            let ended = task.await;
            assert!([Err(JoinError::Aborted), Ok(Ok(1))].contains(&ended));
        }
    });
}
