//! An executor that sleeps between its polls. It wakes the wrong thread: mend
//! it.

// ANCHOR: block-on
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

/// Who sleeps.
static SLEEPER: OnceLock<Thread> = OnceLock::new();

/// Whether it has rung.
#[derive(Default)]
struct Alarm(AtomicBool);

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Release);
        SLEEPER.wait().unpark();
    }
}

/// Polls a future each time that it is woken, until it is ready.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    SLEEPER.get_or_init(thread::current);
    let alarm = Arc::new(Alarm::default());
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
// ANCHOR_END: block-on

#[cfg(test)]
mod check;

#[cfg(test)]
mod tests {
    #[test]
    #[ignore = "mend me"]
    fn each_thread_is_woken() {
        super::check::each_thread_is_woken(super::block_on);
    }
}
