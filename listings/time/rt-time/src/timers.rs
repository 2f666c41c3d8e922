//! The timers of a thread.

use std::cell::RefCell;
use std::mem;
use std::ops::Deref;
use std::rc::Rc;
use std::task::Waker;
use std::time::{Duration, Instant};

use crate::wheel::{Key, Wheel};

/// Some systems refuse to wait much longer.
const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

// ANCHOR: timers
/// The timers of a thread, in milliseconds since it began.
#[derive(Debug)]
pub struct Timers {
    begin: Instant,
    /// [`Heap`](crate::heap::Heap) does the same.
    wheel: RefCell<Wheel<Waker>>,
}

impl Timers {
    /// How long the thread may wait; `None`: as long as it likes.
    pub fn timeout(&self) -> Option<Duration> {
        let next = Duration::from_millis(self.wheel.borrow().next()?);
        Some(next.saturating_sub(self.begin.elapsed()).min(A_DAY))
    }

    /// The wakers of all timers whose time has come. They are not woken here.
    pub fn expire(&self) -> Vec<Waker> {
        let now = self.begin.elapsed().as_millis();
        let now = u64::try_from(now).unwrap_or(u64::MAX);
        self.wheel.borrow_mut().expire(now)
    }

    /// The first tick that is not before `deadline`.
    fn tick(&self, deadline: Instant) -> u64 {
        let since = deadline.saturating_duration_since(self.begin);
        let up = since.as_nanos().div_ceil(1_000_000);
        u64::try_from(up).unwrap_or(u64::MAX)
    }
}
// ANCHOR_END: timers

// ANCHOR: timer
/// A timer that is there until it expires, or until this is dropped.
#[derive(Debug)]
pub(crate) struct Timer {
    timers: Rc<Timers>,
    key: Key,
}

impl Timer {
    /// Wakes at the deadline.
    pub(crate) fn new(deadline: Instant, waker: Waker) -> Timer {
        let timers = Timers::current();
        let at = timers.tick(deadline);
        let key = timers.wheel.borrow_mut().insert(at, waker);
        Timer { timers, key }
    }

    /// Wakes by this waker instead. Not if it has expired, nor if it belongs
    /// to another `block_on`, whose timers nobody looks at now.
    pub(crate) fn renew(&self, waker: &Waker) -> bool {
        if !Rc::ptr_eq(&self.timers, &Timers::current()) {
            return false;
        }
        let new = waker.clone();
        let mut wheel = self.timers.wheel.borrow_mut();
        let old = wheel.get_mut(self.key).map(|waker| mem::replace(waker, new));
        // Dropped when nothing is borrowed.
        drop(wheel);
        old.is_some()
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let waker = self.timers.wheel.borrow_mut().remove(self.key);
        // Dropped when nothing is borrowed.
        drop(waker);
    }
}
// ANCHOR_END: timer

thread_local! {
    static TIMERS: RefCell<Option<Rc<Timers>>> = const { RefCell::new(None) };
}

impl Timers {
    /// Makes the timers of this thread; they are there until what is returned
    /// is dropped.
    pub fn enter() -> Entered {
        let begin = Instant::now();
        let timers = Rc::new(Timers { begin, wheel: RefCell::default() });
        TIMERS.set(Some(Rc::clone(&timers)));
        Entered(timers)
    }

    fn current() -> Rc<Timers> {
        TIMERS
            .with_borrow(Clone::clone)
            .expect("there are no timers on this thread: sleep inside block_on")
    }
}

/// As long as this is there, its thread has timers.
#[derive(Debug)]
pub struct Entered(Rc<Timers>);

impl Drop for Entered {
    fn drop(&mut self) {
        TIMERS.take();
    }
}

impl Deref for Entered {
    type Target = Timers;

    fn deref(&self) -> &Timers {
        &self.0
    }
}

/// How many timers this thread has.
#[cfg(test)]
pub(crate) fn known() -> usize {
    Timers::current().wheel.borrow().len()
}
