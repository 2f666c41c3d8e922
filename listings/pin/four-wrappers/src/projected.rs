//! A wrapper whose promise a macro has checked.

use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

// ANCHOR: projected
pin_project! {
    /// A future, and how often it was polled.
    pub struct Counted<F> {
        polls: u32,
        #[pin]
        future: F,
    }
}

impl<F: Future> Future for Counted<F> {
    type Output = (F::Output, u32);

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        *this.polls += 1;
        this.future.poll(cx).map(|output| (output, *this.polls))
    }
}
// ANCHOR_END: projected

impl<F> Counted<F> {
    /// Not polled yet.
    pub fn new(future: F) -> Self {
        Counted { polls: 0, future }
    }
}
