//! Who polls, and who ends its sleep.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use crate::observed::Lane;
use crate::sync::thread::{self, Thread};
use crate::sync::{AtomicBool, Ordering};

// ANCHOR: block-on
/// Polls a future each time that it is woken, until it is ready.
///
/// In between, the thread sleeps.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let alarm = Arc::new(Alarm::of_this_thread());
    let waker = Waker::from(Arc::clone(&alarm));
    let mut cx = Context::from_waker(&waker);
    loop {
        alarm.lane.polled();
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            alarm.lane.ended();
            return output;
        }
        alarm.lane.pending();
        alarm.sleep();
    }
}
// ANCHOR_END: block-on

// ANCHOR: alarm
/// Ends the sleep of one thread.
#[derive(Debug)]
struct Alarm {
    thread: Thread,
    /// Whether it has rung since the thread last slept.
    rung: AtomicBool,
    lane: Lane,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        // What was written before the wake can be read after the sleep.
        if !self.rung.swap(true, Ordering::AcqRel) {
            self.lane.woken();
            self.thread.unpark();
        }
    }
}
// ANCHOR_END: alarm

// ANCHOR: sleep
impl Alarm {
    fn of_this_thread() -> Self {
        Alarm {
            thread: thread::current(),
            rung: AtomicBool::new(false),
            lane: Lane::of_this_thread(),
        }
    }

    /// Returns when it has rung since the last time, at once if it has.
    fn sleep(&self) {
        // Whoever else parks or unparks this thread can take the token that
        // `unpark` leaves, and can end the park. The flag knows better.
        while !self.rung.swap(false, Ordering::AcqRel) {
            thread::park();
        }
    }
}
// ANCHOR_END: sleep
