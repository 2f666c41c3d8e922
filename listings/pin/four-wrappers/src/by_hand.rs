//! A wrapper whose author promises.

use std::pin::Pin;
use std::task::{Context, Poll};

// ANCHOR: by-hand
/// A future, and how often it was polled.
pub struct Counted<F> {
    polls: u32,
    future: F,
}

impl<F: Future> Future for Counted<F> {
    type Output = (F::Output, u32);

    #[expect(unsafe_code, reason = "a projection")]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // SAFETY: `future` is pinned when the whole is. Nothing here moves it
        // out, there is no `Drop`, and no `impl Unpin`.
        let (polls, future) = unsafe {
            let this = self.get_unchecked_mut();
            (&mut this.polls, Pin::new_unchecked(&mut this.future))
        };
        *polls += 1;
        future.poll(cx).map(|output| (output, *polls))
    }
}
// ANCHOR_END: by-hand

impl<F> Counted<F> {
    /// Not polled yet.
    pub fn new(future: F) -> Self {
        Counted { polls: 0, future }
    }
}
