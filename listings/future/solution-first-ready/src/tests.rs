//! Which one is first, and what becomes of the other one.

use std::cell::Cell;
use std::future::{pending, poll_fn, ready};
use std::pin::pin;
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
fn the_quicker_one_is_first_on_either_side() {
    let polls = [(); 2].map(|()| Cell::new(0));
    let either = block_on(first(after(2, &polls[0]), after(5, &polls[1])));
    assert!(matches!(either, Either::Left(2, _)));
    assert_eq!(polls.each_ref().map(|it| it.get()), [3, 2]);

    let polls = [(); 2].map(|()| Cell::new(0));
    let either = block_on(first(after(5, &polls[0]), after(2, &polls[1])));
    assert!(matches!(either, Either::Right(2, _)));
    assert_eq!(polls.each_ref().map(|it| it.get()), [3, 3]);
}

#[test]
fn if_both_are_ready_it_is_the_left_one() {
    let either = block_on(first(ready('l'), ready('r')));
    let Either::Left('l', right) = either else { panic!("{either:?}") };
    assert_eq!(block_on(right), 'r');
}

#[test]
fn the_other_one_goes_on_where_it_was() {
    let (quick, polls) = (Cell::new(0), Cell::new(0));
    let either = block_on(first(after(1, &quick), after(9, &polls)));
    let Either::Left(1, other) = either else { panic!("the left is quicker") };
    assert_eq!(polls.get(), 1);
    assert_eq!(block_on(other), 9);
    assert_eq!(polls.get(), 10);
}

#[test]
fn it_is_pending_while_both_are() {
    let mut both = pin!(first(pending::<()>(), pending::<()>()));
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..3 {
        assert!(both.as_mut().poll(&mut cx).is_pending());
    }
}

#[test]
#[should_panic(expected = "it was polled after it was ready")]
fn when_it_was_ready_it_is_not_polled_again() {
    let mut both = pin!(first(ready(1), pending::<()>()));
    let mut cx = Context::from_waker(Waker::noop());
    assert!(both.as_mut().poll(&mut cx).is_ready());
    let _ = both.as_mut().poll(&mut cx);
}
