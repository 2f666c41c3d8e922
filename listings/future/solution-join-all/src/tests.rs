//! All outputs in order, and each future polled as often as it needs.

use std::cell::Cell;
use std::future::{Ready, poll_fn, ready};
use std::pin::pin;
use std::rc::Rc;
use std::task::Waker;

use rt_spin::block_on;

use super::*;

/// Pending so often, then ready with that number. Counts its polls.
fn after(pauses: u32, polls: &Cell<u32>) -> impl Future<Output = u32> {
    poll_fn(move |_| {
        polls.set(polls.get() + 1);
        match polls.get() > pauses {
            true => Poll::Ready(pauses),
            false => Poll::Pending,
        }
    })
}

#[test]
fn the_outputs_are_in_the_order_of_the_futures() {
    let polls = [(); 4].map(|()| Cell::new(0));
    let pauses = [5, 0, 3, 1];
    let futures =
        pauses.iter().zip(&polls).map(|(&it, polls)| after(it, polls));
    assert_eq!(block_on(join_all(futures)), pauses);
    assert_eq!(polls.map(|it| it.get()), [6, 1, 4, 2]);
}

#[test]
fn all_are_begun_by_the_first_poll() {
    let polls = [(); 3].map(|()| Cell::new(0));
    let mut all = pin!(join_all(polls.iter().map(|it| after(1, it))));
    let mut cx = Context::from_waker(Waker::noop());
    assert!(all.as_mut().poll(&mut cx).is_pending());
    assert_eq!(polls.each_ref().map(|it| it.get()), [1, 1, 1]);
}

#[test]
fn a_future_is_dropped_as_soon_as_it_is_ready() {
    let kept = Rc::new(());
    let future = |pauses| {
        let (kept, polls) = (kept.clone(), Cell::new(0));
        async move {
            let _kept = kept;
            after(pauses, &polls).await
        }
    };
    let mut all = pin!(join_all([future(0), future(1)]));
    let mut cx = Context::from_waker(Waker::noop());
    assert_eq!(Rc::strong_count(&kept), 3);
    assert!(all.as_mut().poll(&mut cx).is_pending());
    assert_eq!(Rc::strong_count(&kept), 2);
}

#[test]
fn nothing_is_ready_at_once() {
    assert_eq!(block_on(join_all([] as [Ready<()>; 0])), []);
}

#[test]
#[should_panic(expected = "a join was polled after it was ready")]
fn a_join_that_was_ready_is_not_polled_again() {
    let mut all = pin!(join_all([ready(1)]));
    let mut cx = Context::from_waker(Waker::noop());
    assert!(all.as_mut().poll(&mut cx).is_ready());
    let _ = all.as_mut().poll(&mut cx);
}
