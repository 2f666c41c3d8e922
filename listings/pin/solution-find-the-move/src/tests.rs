//! The verdicts.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::Waker;

use super::*;

/// Polls until it is ready, and says how many polls that took.
fn polls(future: impl Future) -> u32 {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    let is_ready = |_: &u32| future.as_mut().poll(&mut cx).is_ready();
    (1..).find(is_ready).unwrap()
}

#[test]
fn who_stays_is_not_suspected() {
    assert_eq!(polls(Rooted::new(3)), 3);
    assert_eq!(polls(Box::pin(Rooted::new(2))), 2);
    // Before the first poll it may move.
    let moved = Box::new(Rooted::new(1));
    assert_eq!(polls(*moved), 1);
}

#[test]
#[should_panic(expected = "moved, and then dropped")]
fn drop_early_is_guilty() {
    polls(suspects::DropEarly(Some(Rooted::new(2))));
}

#[test]
fn set_none_is_innocent() {
    assert_eq!(polls(suspects::SetNone(Some(Rooted::new(2)))), 2);
}

#[test]
fn set_none_drops_the_future_when_it_is_ready() {
    let counted = Rc::new(());
    let held = counted.clone();
    let mut future = pin!(suspects::SetNone(Some(poll_fn(move |_| {
        let _ = &held;
        Poll::Ready(())
    }))));
    let mut cx = Context::from_waker(Waker::noop());
    assert_eq!(Rc::strong_count(&counted), 2);
    assert!(future.as_mut().poll(&mut cx).is_ready());
    assert_eq!(Rc::strong_count(&counted), 1);
}

#[test]
#[should_panic(expected = "moved, and then polled")]
fn turns_is_guilty() {
    polls(suspects::Turns(Rooted::new(3), Rooted::new(3)));
}

#[test]
fn turns_can_be_taken_without_a_move() {
    assert_eq!(polls(Turns::new(Rooted::new(3), Rooted::new(4))), 3);
    assert_eq!(polls(Turns::new(Rooted::new(9), Rooted::new(2))), 2);
}

#[test]
fn they_take_turns() {
    let asked = RefCell::new(String::new());
    let ask = |name| {
        let asked = &asked;
        poll_fn(move |_| {
            asked.borrow_mut().push(name);
            if asked.borrow().len() > 5 {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
    };
    polls(Turns::new(ask('l'), ask('r')));
    assert_eq!(*asked.borrow(), "lrrllr");
}
