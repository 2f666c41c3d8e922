//! Wakes on time, too late, and of tasks that are gone.

use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::mpsc;
use std::task::{Poll, Waker};
use std::thread;
use std::time::Instant;

use super::*;

/// How many wakes are sent from thread to thread: so many, or fewer if they
/// take longer than [`ENOUGH`]. Miri is slow.
const WAKES: usize = if cfg!(miri) { 50 } else { 1_000_000 };
const ENOUGH: Duration = Duration::from_secs(2);

#[test]
fn no_wake_of_many_from_another_thread_is_lost() {
    in_tasks(|| async {
        let (throw, catch) = mpsc::channel::<LetterSender<usize>>();
        let thread = thread::spawn(move || {
            catch.into_iter().enumerate().for_each(|(n, ball)| ball.send(n));
        });
        let player = spawn(async move {
            let begin = Instant::now();
            for expected in (0..WAKES).take_while(|_| begin.elapsed() < ENOUGH)
            {
                let (sender, letter) = letter();
                throw.send(sender).unwrap();
                assert_eq!(letter.await, Ok(expected));
            }
        });
        player.await.unwrap();
        thread.join().unwrap();
    });
}

/// A future that counts its polls, and hands out its waker.
fn counted(
    polls: Rc<Cell<u32>>,
    waker: Rc<Cell<Option<Waker>>>,
    ready_after: u32,
) -> impl Future<Output = ()> {
    poll_fn(move |cx| {
        polls.set(polls.get() + 1);
        waker.set(Some(cx.waker().clone()));
        if polls.get() > ready_after { Poll::Ready(()) } else { Poll::Pending }
    })
}

#[test]
fn a_task_is_polled_once_for_many_wakes_and_never_without() {
    in_tasks(|| async {
        let (polls, slot) = (Rc::new(Cell::new(0)), Rc::default());
        let task = spawn(counted(polls.clone(), Rc::clone(&slot), 2));
        (0..5).for_each(|_| drop(spawn(async {})));
        yield_now().await;
        yield_now().await;
        assert_eq!(polls.get(), 1);
        let waker = slot.take().unwrap();
        (0..5).for_each(|_| waker.wake_by_ref());
        assert_eq!(polls.get(), 1);
        yield_now().await;
        assert_eq!(polls.get(), 2);
        yield_now().await;
        assert_eq!(polls.get(), 2);
        waker.wake();
        task.await.unwrap();
        assert_eq!(polls.get(), 3);
    });
}

#[test]
fn a_wake_of_a_task_that_is_over_wakes_no_other() {
    in_tasks(|| async {
        let slot = Rc::default();
        let old = spawn(counted(Rc::default(), Rc::clone(&slot), 0));
        old.await.unwrap();
        let waker = slot.take().unwrap();
        // A new task, perhaps in the same place.
        let (polls, slot) = (Rc::new(Cell::new(0)), Rc::default());
        let new = spawn(counted(polls.clone(), Rc::clone(&slot), 1));
        yield_now().await;
        assert_eq!(polls.get(), 1);
        waker.wake_by_ref();
        thread::spawn(move || waker.wake()).join().unwrap();
        yield_now().await;
        assert_eq!(polls.get(), 1);
        slot.take().unwrap().wake();
        new.await.unwrap();
    });
}

#[test]
fn a_wake_after_the_end_of_block_on_is_of_no_consequence() {
    within(LIMIT, || {
        let slot = Rc::default();
        let task = counted(Rc::default(), Rc::clone(&slot), 1);
        block_on(async {
            drop(spawn(task));
            yield_now().await;
        });
        let waker: Waker = slot.take().unwrap();
        thread::spawn(move || waker.wake()).join().unwrap();
        assert_eq!(block_on(async { spawn(async { 9 }).await }), Ok(9));
    });
}

#[test]
fn a_task_that_wakes_itself_while_it_is_polled_is_polled_again() {
    in_tasks(|| async {
        let mut polls = 0;
        let task = spawn(poll_fn(move |cx| {
            polls += 1;
            cx.waker().wake_by_ref();
            if polls == 3 { Poll::Ready(polls) } else { Poll::Pending }
        }));
        assert_eq!(task.await, Ok(3));
    });
}
