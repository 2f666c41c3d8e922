//! It does what the join with boxes does.

use std::cell::RefCell;
use std::future::{poll_fn, ready};
use std::pin::pin;
use std::rc::Rc;
use std::task::Waker;
use std::time::Duration;

use rt_time::{block_on, sleep};
use time_limit::within;

use super::*;

/// Notes when it is dropped.
struct Noted(Rc<RefCell<Vec<String>>>, &'static str);

impl Drop for Noted {
    fn drop(&mut self) {
        self.0.borrow_mut().push(format!("{} dropped", self.1));
    }
}

/// Ready at this poll, and notes each.
fn at_poll(
    ready: u32,
    log: &Rc<RefCell<Vec<String>>>,
    name: &'static str,
) -> impl Future<Output = &'static str> + use<> {
    let noted = Noted(log.clone(), name);
    let mut polls = 0;
    poll_fn(move |_| {
        polls += 1;
        noted.0.borrow_mut().push(format!("{name} {polls}"));
        if polls == ready { Poll::Ready(name) } else { Poll::Pending }
    })
}

#[test]
fn both_are_polled_until_ready_and_dropped_then() {
    let log = Rc::new(RefCell::new(Vec::new()));
    let mut both = pin!(join(at_poll(3, &log, "a"), at_poll(1, &log, "b")));
    let mut cx = Context::from_waker(Waker::noop());
    assert_eq!(both.as_mut().poll(&mut cx), Poll::Pending);
    assert_eq!(*log.borrow(), ["a 1", "b 1", "b dropped"]);
    assert_eq!(both.as_mut().poll(&mut cx), Poll::Pending);
    assert_eq!(both.as_mut().poll(&mut cx), Poll::Ready(("a", "b")));
    assert_eq!(log.borrow()[3..], ["a 2", "a 3", "a dropped"]);
}

#[test]
fn it_joins_futures_of_async() {
    within(Duration::from_secs(20), || {
        let nap = async |length: u64, name: &'static str| {
            let line = *b"But when the leaves hang";
            let last_word = &line[20..];
            sleep(Duration::from_millis(length)).await;
            (name, last_word.len())
        };
        let both = block_on(join(nap(20, "a"), nap(1, "b")));
        assert_eq!(both, (("a", 4), ("b", 4)));
    });
}

#[test]
fn it_has_both_futures_in_itself() {
    let line = || async {
        let line = [7_u8; 100];
        poll_fn(|_| Poll::Ready(())).await;
        line.len()
    };
    let both = join(line(), line());
    assert!(size_of_val(&both) >= 2 * size_of_val(&line()));
}

#[test]
#[should_panic(expected = "a join was polled after it was ready")]
fn once_it_was_ready_it_is_not_polled() {
    let mut both = join(ready(1), ready(2));
    let mut cx = Context::from_waker(Waker::noop());
    // All in it may be moved, so it may be, too.
    let poll = Pin::new(&mut both).poll(&mut cx);
    assert_eq!(poll, Poll::Ready((1, 2)));
    let _ = Pin::new(&mut both).poll(&mut cx);
}
