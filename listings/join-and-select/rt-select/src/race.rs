//! The first of many futures.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::chance;

/// Waits for the first of many futures, and drops the others. It draws the
/// order in which it asks them, at each poll.
///
/// # Panics
///
/// If there is none: nobody would ever win.
pub fn race<F: Future>(futures: impl IntoIterator<Item = F>) -> Race<F> {
    let futures: Vec<_> = futures.into_iter().map(Box::pin).collect();
    assert!(!futures.is_empty(), "a race needs somebody who runs");
    Race { futures }
}

/// What [`race`] returns.
pub struct Race<F> {
    /// None of them when one has won.
    futures: Vec<Pin<Box<F>>>,
}

// ANCHOR: poll
impl<F: Future> Future for Race<F> {
    type Output = F::Output;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let count = self.futures.len();
        assert!(count > 0, "a race was polled after it was ready");
        for n in 0..count {
            // The next one is drawn from those that are left: one that never
            // is ready has no neighbour who wins in its place.
            let drawn = n + chance::below(count - n);
            self.futures.swap(n, drawn);
            let polled = self.futures[n].as_mut().poll(cx);
            if polled.is_ready() {
                // The losers are dropped before anybody hears of the winner.
                self.futures.clear();
                return polled;
            }
        }
        Poll::Pending
    }
}
// ANCHOR_END: poll
