//! Who polls, and who ends its sleep.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use crate::observed::Lane;
use crate::reactor::Reactor;
use crate::sync::{AtomicBool, Bell, Ordering};

// ANCHOR: block-on
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
    let alarm = Arc::new(Alarm::new(reactor.bell()));
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
// ANCHOR_END: block-on

// ANCHOR: alarm
/// Ends the wait of one reactor.
#[derive(Debug)]
struct Alarm {
    bell: Arc<Bell>,
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
            // Needed by other threads only: the reactor's own does not wait
            // now. The next chapter tells them apart.
            self.bell.wake().expect("a bell that exists can be rung");
        }
    }
}
// ANCHOR_END: alarm

impl Alarm {
    fn new(bell: Arc<Bell>) -> Self {
        let lane = Lane::begin("main");
        Alarm { bell, rung: AtomicBool::new(false), lane }
    }

    // ANCHOR: sleep
    /// Returns when it has rung since the last time. Looks at the sockets at
    /// least once.
    fn sleep(&self, reactor: &Reactor) {
        loop {
            // Who rings after this look ends the wait by the bell.
            let rung = self.rung.load(Ordering::Acquire);
            let wakers = reactor.wait(rung.then_some(Duration::ZERO));
            wakers.into_iter().for_each(Waker::wake);
            if self.rung.swap(false, Ordering::AcqRel) {
                return;
            }
        }
    }
    // ANCHOR_END: sleep
}
