//! What a deadline that nobody needs any more leaves behind.
//!
//! A thousand requests have a deadline each, and none of them needs it: each
//! is polled ten times, and then it is over and dropped.

use std::cell::RefCell;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use rt_time::heap::{Heap, Key};

const REQUESTS: u64 = 1000;
const POLLS: u32 = 10;
const A_MINUTE: u64 = 60_000;

/// How much a deadline cares for what it has left with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    None,
    ReplacesWaker,
    RemovesTimer,
}

fn main() {
    println!("a timer at each poll: {} left", left(Care::None));
    println!("one timer, and its waker: {} left", left(Care::ReplacesWaker));
    println!("and removed by drop: {} left", left(Care::RemovesTimer));
}

/// How many timers there are when all requests are over.
fn left(care: Care) -> usize {
    let timers = Timers::default();
    for now in 0..REQUESTS {
        let timers = Rc::clone(&timers);
        let at = now + A_MINUTE;
        let mut deadline = pin!(Deadline { care, timers, at, timer: None });
        for _ in 0..POLLS {
            let mut cx = Context::from_waker(Waker::noop());
            assert!(deadline.as_mut().poll(&mut cx).is_pending());
        }
    }
    timers.borrow().len()
}

type Timers = Rc<RefCell<Heap<Waker>>>;

/// A sleep whose time never comes while the program runs.
struct Deadline {
    care: Care,
    timers: Timers,
    at: u64,
    timer: Option<Key>,
}

// ANCHOR: deadline
impl Future for Deadline {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let timers = Rc::clone(&self.timers);
        let mut timers = timers.borrow_mut();
        let known = self.timer.and_then(|timer| timers.get_mut(timer));
        match known {
            Some(waker) if self.care != Care::None => {
                waker.clone_from(cx.waker());
            }
            _ => self.timer = Some(timers.insert(self.at, cx.waker().clone())),
        }
        Poll::Pending
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let (Care::RemovesTimer, Some(timer)) = (self.care, self.timer) {
            self.timers.borrow_mut().remove(timer);
        }
    }
}
// ANCHOR_END: deadline

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_cares_less_leaves_more() {
        assert_eq!(left(Care::None), 10_000);
        assert_eq!(left(Care::ReplacesWaker), 1000);
        assert_eq!(left(Care::RemovesTimer), 0);
    }
}
