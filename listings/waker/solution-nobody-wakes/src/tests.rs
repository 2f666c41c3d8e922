//! Futures that keep the contract, and futures that break it.

use std::future::{pending, poll_fn};
use std::sync::mpsc;
use std::time::Duration;

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

#[test]
fn who_throws_the_waker_away_is_noticed() {
    let end = within(LIMIT, || block_on(pending::<()>()));
    assert_eq!(end, Err(NobodyWakes));
}

#[test]
fn who_keeps_the_first_waker_only_is_noticed() {
    let end = within(LIMIT, || {
        let mut first = None;
        block_on(poll_fn(|cx| {
            if first.is_none() {
                cx.waker().wake_by_ref();
            }
            first.get_or_insert_with(|| cx.waker().clone());
            Poll::<()>::Pending
        }))
    });
    assert_eq!(end, Err(NobodyWakes));
}

#[test]
fn who_throws_the_waker_away_later_is_noticed() {
    let end = within(LIMIT, || {
        block_on(poll_fn(|cx| {
            let waker = cx.waker().clone();
            thread::spawn(move || {
                thread::sleep(Duration::from_millis(20));
                drop(waker);
            });
            Poll::<()>::Pending
        }))
    });
    assert_eq!(end, Err(NobodyWakes));
}

#[test]
#[should_panic(expected = "not done within 200ms")]
fn who_keeps_the_waker_for_nothing_is_not_noticed() {
    let mut kept = Vec::new();
    let future = poll_fn(move |cx| {
        kept.push(cx.waker().clone());
        Poll::<()>::Pending
    });
    let _ = within(Duration::from_millis(200), || block_on(future));
}

#[test]
fn who_wakes_is_polled_again() {
    let polls = within(LIMIT, || {
        let (wakers, waker) = mpsc::channel::<Waker>();
        thread::spawn(move || waker.into_iter().for_each(Waker::wake));
        let mut polls = 0;
        block_on(poll_fn(|cx| {
            polls += 1;
            if polls > 1000 {
                return Poll::Ready(polls);
            }
            wakers.send(cx.waker().clone()).unwrap();
            Poll::Pending
        }))
    });
    assert_eq!(polls, Ok(1001));
}

#[test]
fn an_older_waker_wakes_too() {
    let polls = within(LIMIT, || {
        let mut first: Option<Waker> = None;
        let mut polls = 0;
        block_on(poll_fn(|cx| {
            polls += 1;
            match &first {
                None => {
                    first = Some(cx.waker().clone());
                    cx.waker().wake_by_ref();
                }
                Some(first) if polls == 2 => first.wake_by_ref(),
                Some(_) => return Poll::Ready(polls),
            }
            Poll::Pending
        }))
    });
    assert_eq!(polls, Ok(3));
}
