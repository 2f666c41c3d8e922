//! An executor that sleeps between its polls, and forgets no wake: mended.

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
        // The mend: what has rung during the poll counts. The flag is put down
        // when it has been seen.
        while !alarm.rung.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

#[cfg(test)]
#[path = "../../wrong-flag/src/check.rs"]
mod check;

#[cfg(test)]
mod tests {
    #[test]
    fn no_wake_is_forgotten() {
        super::check::no_wake_is_forgotten(super::block_on);
    }
}
