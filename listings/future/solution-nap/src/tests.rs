//! When a nap begins, and that it is not too short.

use std::cell::RefCell;
use std::pin::pin;
use std::task::Waker;
use std::thread;

use rt_spin::{block_on, join};
use time_limit::within;

use super::*;

const SHORT: Duration = Duration::from_millis(20);

#[test]
fn a_nap_is_not_too_short() {
    let begin = Instant::now();
    within(Duration::from_secs(20), || block_on(nap(SHORT)));
    assert!(begin.elapsed() >= SHORT);
}

#[test]
fn a_nap_begins_with_its_first_poll() {
    let mut nap = pin!(nap(Duration::from_secs(3600)));
    thread::sleep(SHORT);
    let mut cx = Context::from_waker(Waker::noop());
    let before = Instant::now();
    assert!(nap.as_mut().poll(&mut cx).is_pending());
    assert!(nap.end.unwrap() >= before + nap.length);
}

#[test]
fn no_nap_at_all_is_ready_at_once() {
    let mut nap = pin!(nap(Duration::ZERO));
    let mut cx = Context::from_waker(Waker::noop());
    assert_eq!(nap.as_mut().poll(&mut cx), Poll::Ready(Duration::ZERO));
}

#[test]
fn the_shorter_nap_is_over_first() {
    let order = RefCell::new(Vec::new());
    let take = async |length: Duration| {
        nap(length).await;
        order.borrow_mut().push(length);
    };
    block_on(join(take(2 * SHORT), take(SHORT)));
    assert_eq!(*order.borrow(), [SHORT, 2 * SHORT]);
}
