//! An executor that sleeps between its polls. It forgets a wake: mend it.

// ANCHOR: block-on
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

/// Ends the sleep of one thread.
struct Alarm {
    thread: Thread,
    rung: AtomicBool,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.rung.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

/// Polls a future each time that it is woken, until it is ready.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let (thread, rung) = (thread::current(), AtomicBool::new(false));
    let alarm = Arc::new(Alarm { thread, rung });
    let waker = Waker::from(Arc::clone(&alarm));
    loop {
        let mut cx = Context::from_waker(&waker);
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
        alarm.rung.store(false, Ordering::Release);
        while !alarm.rung.load(Ordering::Acquire) {
            thread::park();
        }
    }
}
// ANCHOR_END: block-on

#[cfg(test)]
mod check;

#[cfg(test)]
mod tests {
    #[test]
    #[ignore = "mend me"]
    fn no_wake_is_forgotten() {
        super::check::no_wake_is_forgotten(super::block_on);
    }
}
