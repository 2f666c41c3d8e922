//! A wrapper for futures that may be moved.

use std::pin::Pin;
use std::task::{Context, Poll};

/// A future, and how often it was polled.
pub struct Counted<F> {
    polls: u32,
    future: F,
}

impl<F: Future + Unpin> Future for Counted<F> {
    type Output = (F::Output, u32);

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        self.polls += 1;
        let polls = self.polls;
        Pin::new(&mut self.future).poll(cx).map(|output| (output, polls))
    }
}

impl<F> Counted<F> {
    /// Not polled yet.
    pub fn new(future: F) -> Self {
        Counted { polls: 0, future }
    }
}
