//! All wrappers count alike, and are as large as the chapter says.

use std::task::{Context, Waker};

use super::*;

/// How often the wrapped future was polled until it was ready; `polls` is what
/// the wrapper has counted.
fn polls(counted: impl Future<Output = (usize, u32)>) -> (u32, u32) {
    let mut counted = pin!(counted);
    let mut cx = Context::from_waker(Waker::noop());
    let polls = (1..).find_map(|poll| match counted.as_mut().poll(&mut cx) {
        std::task::Poll::Ready((length, polls)) => {
            assert_eq!(length, 24);
            Some((poll, polls))
        }
        std::task::Poll::Pending => None,
    });
    polls.unwrap()
}

#[test]
fn each_counts_every_poll() {
    assert_eq!(polls(boxed::Counted::new(recite())), (3, 3));
    assert_eq!(polls(unpin::Counted::new(Box::pin(recite()))), (3, 3));
    assert_eq!(polls(unpin::Counted::new(pin!(recite()))), (3, 3));
    assert_eq!(polls(by_hand::Counted::new(recite())), (3, 3));
    assert_eq!(polls(projected::Counted::new(recite())), (3, 3));
}

#[test]
fn a_box_hides_the_size_and_a_projection_adds_to_it() {
    let future = size_of_val(&recite());
    assert_eq!(size_of_val(&boxed::Counted::new(recite())), 16);
    for projected in [
        size_of_val(&by_hand::Counted::new(recite())),
        size_of_val(&projected::Counted::new(recite())),
    ] {
        assert!(projected > future && projected <= future + 8);
    }
}

#[test]
fn a_wrapper_in_a_box_may_be_moved_whatever_is_in_it() {
    fn may_be_moved<T: Unpin>(_: T) {}
    may_be_moved(boxed::Counted::new(recite()));
    may_be_moved(unpin::Counted::new(pin!(recite())));
    may_be_moved(projected::Counted::new(std::future::ready(())));
}
