//! A wrapper that has its future in a box.

use std::pin::Pin;
use std::task::{Context, Poll};

// ANCHOR: boxed
/// A future, and how often it was polled.
pub struct Counted<F> {
    polls: u32,
    future: Pin<Box<F>>,
}

impl<F: Future> Future for Counted<F> {
    type Output = (F::Output, u32);

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        self.polls += 1;
        let polls = self.polls;
        self.future.as_mut().poll(cx).map(|output| (output, polls))
    }
}
// ANCHOR_END: boxed

impl<F> Counted<F> {
    /// Not polled yet.
    pub fn new(future: F) -> Self {
        Counted { polls: 0, future: Box::pin(future) }
    }
}
