//! No longer than this.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::{Sleep, sleep};

/// Waits for a future, but not longer than this. What is late is dropped.
pub fn timeout<F: Future>(limit: Duration, future: F) -> Timeout<F> {
    Timeout { future: Some(Box::pin(future)), sleep: sleep(limit) }
}

/// What [`timeout`] returns.
pub struct Timeout<F> {
    /// `None` when it was ready, or too late.
    future: Option<Pin<Box<F>>>,
    sleep: Sleep,
}

// ANCHOR: poll
impl<F: Future> Future for Timeout<F> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let future = self.future.as_mut().expect("polled after it was ready");
        // First the future: what is there in time is not late.
        let result = if let Poll::Ready(output) = future.as_mut().poll(cx) {
            Ok(output)
        } else if Pin::new(&mut self.sleep).poll(cx).is_ready() {
            Err(Elapsed)
        } else {
            return Poll::Pending;
        };
        // To drop it is all there is to cancelling.
        self.future = None;
        Poll::Ready(result)
    }
}
// ANCHOR_END: poll

/// The time was over before the future was ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elapsed;

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time is over")
    }
}

impl Error for Elapsed {}
