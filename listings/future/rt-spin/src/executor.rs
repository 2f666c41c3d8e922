//! Who polls.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

// ANCHOR: block-on
/// Polls a future until it is ready, and returns its output.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    // A waker that does nothing.
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
    }
}
// ANCHOR_END: block-on
