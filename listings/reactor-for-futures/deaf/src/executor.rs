//! Who polls, and who ends its sleep.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use crate::observed::Lane;
use crate::reactor::Reactor;

/// Polls a future each time that it is woken, until it is ready.
///
/// In between, the thread waits for the sockets of this future.
///
/// # Panics
///
/// Inside of another `block_on`; and if the OS gives no reactor.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let reactor = Reactor::enter();
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
        alarm.sleep(&reactor);
    }
}

// ANCHOR: alarm
/// Ends the wait of one reactor.
#[derive(Debug)]
struct Alarm {
    thread: Thread,
    /// Whether it has rung since the last poll began.
    rung: AtomicBool,
    lane: Lane,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.rung.swap(true, Ordering::AcqRel) {
            self.lane.woken();
            // As in the chapter before.
            self.thread.unpark();
        }
    }
}
// ANCHOR_END: alarm

impl Alarm {
    fn of_this_thread() -> Self {
        let (thread, lane) = (thread::current(), Lane::begin("main"));
        Alarm { thread, rung: AtomicBool::new(false), lane }
    }

    /// Returns when it has rung since the last time. Looks at the sockets at
    /// least once.
    fn sleep(&self, reactor: &Reactor) {
        loop {
            let rung = self.rung.load(Ordering::Acquire);
            let wakers = reactor.wait(rung.then_some(Duration::ZERO));
            wakers.into_iter().for_each(Waker::wake);
            if self.rung.swap(false, Ordering::AcqRel) {
                return;
            }
        }
    }
}
