//! An executor that sleeps between its polls, and is woken itself: mended.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

/// Whether it has rung, and who sleeps.
///
/// The mend: each executor has its own thread, so each waker knows it.
struct Alarm(AtomicBool, Thread);

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Release);
        self.1.unpark();
    }
}

/// Polls a future each time that it is woken, until it is ready.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let alarm = Arc::new(Alarm(AtomicBool::new(false), thread::current()));
    let waker = Waker::from(Arc::clone(&alarm));
    loop {
        let mut cx = Context::from_waker(&waker);
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
        while !alarm.0.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

#[cfg(test)]
#[path = "../../wrong-sleeper/src/check.rs"]
mod check;

#[cfg(test)]
mod tests {
    #[test]
    fn each_thread_is_woken() {
        super::check::each_thread_is_woken(super::block_on);
    }
}
