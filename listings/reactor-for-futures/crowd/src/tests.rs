//! Who is polled, and how often.

use std::future::poll_fn;
use std::mem;
use std::thread;
use std::time::Duration;

use rt_reactor::{block_on, letter};
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

/// A future that counts its polls, and what it counts.
fn counted<F: Future<Output = ()>>(
    future: F,
) -> (impl Future<Output = ()>, Rc<Cell<usize>>) {
    let polls = Rc::new(Cell::new(0));
    let count = Rc::clone(&polls);
    let mut future = Box::pin(future);
    let counted = poll_fn(move |cx| {
        count.set(count.get() + 1);
        future.as_mut().poll(cx)
    });
    (counted, polls)
}

#[test]
fn who_is_not_woken_is_not_polled() {
    within(LIMIT, || {
        let crowd = Crowd::default();
        let (senders, polls): (Vec<_>, Vec<_>) = (0..3)
            .map(|n| {
                let (sender, letter) = letter();
                let (future, polls) = counted(async { letter.await.unwrap() });
                crowd.add(&format!("{n}"), future);
                (sender, polls)
            })
            .unzip();
        let thread = thread::spawn(move || {
            for sender in senders {
                thread::sleep(Duration::from_millis(5));
                sender.send(());
            }
        });
        block_on(crowd.everybody());
        thread.join().unwrap();
        assert!(polls.iter().all(|polls| polls.get() == 2), "{polls:?}");
    });
}

#[test]
fn a_member_may_add_others() {
    within(LIMIT, || {
        let crowd = Crowd::default();
        let done = Rc::new(Cell::new(0));
        let (crew, count) = (crowd.clone(), Rc::clone(&done));
        crowd.add("first", async move {
            for n in 0..3 {
                let count = Rc::clone(&count);
                crew.add(&format!("{n}"), async move {
                    count.set(count.get() + 1);
                });
            }
        });
        block_on(crowd.everybody());
        assert_eq!(done.get(), 3);
    });
}

#[test]
fn many_wakes_are_one_poll_and_a_wake_of_oneself_is_another() {
    within(LIMIT, || {
        let crowd = Crowd::default();
        let (sender, letter) = letter();
        let mut is_first = true;
        let (future, polls) = counted(async move {
            poll_fn(|cx| {
                if !mem::take(&mut is_first) {
                    return Poll::Ready(());
                }
                (0..5).for_each(|_| cx.waker().wake_by_ref());
                Poll::Pending
            })
            .await;
            letter.await.unwrap();
        });
        crowd.add("eager", future);
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(20));
            sender.send(());
        });
        block_on(crowd.everybody());
        // At first, after the five wakes, and after the letter, unless that
        // was early.
        assert!((2..=3).contains(&polls.get()), "{polls:?}");
    });
}

#[test]
fn who_wakes_itself_lets_the_others_have_their_turn() {
    within(LIMIT, || {
        let crowd = Crowd::default();
        let stop = Rc::new(Cell::new(false));
        let seen = Rc::clone(&stop);
        crowd.add(
            "eager",
            poll_fn(move |cx| {
                cx.waker().wake_by_ref();
                if seen.get() { Poll::Ready(()) } else { Poll::Pending }
            }),
        );
        let (sender, letter) = letter();
        thread::spawn(move || sender.send(()));
        crowd.add("late", async move {
            letter.await.unwrap();
            stop.set(true);
        });
        block_on(crowd.everybody());
    });
}

#[test]
fn a_wake_after_the_end_does_nothing() {
    within(LIMIT, || {
        let crowd = Crowd::default();
        let kept = Rc::new(Cell::new(None));
        let keep = Rc::clone(&kept);
        crowd.add(
            "short",
            poll_fn(move |cx| {
                keep.set(Some(cx.waker().clone()));
                Poll::Ready(())
            }),
        );
        block_on(crowd.everybody());
        kept.take().unwrap().wake();
        block_on(crowd.everybody());
    });
}

#[test]
fn nobody_is_ready_at_once() {
    block_on(Crowd::default().everybody());
}
