//! A join of any number of futures.

use std::pin::Pin;
use std::task::{Context, Poll};

// ANCHOR: all
/// Is ready when all of its futures are.
pub(crate) struct All<F>(Vec<F>);

impl<F: Future<Output = ()> + Unpin> All<F> {
    pub(crate) fn of(futures: Vec<F>) -> All<F> {
        All(futures)
    }
}

impl<F: Future<Output = ()> + Unpin> Future for All<F> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        // All have the same waker: any of them may be the one that was woken.
        self.0.retain_mut(|future| Pin::new(future).poll(cx).is_pending());
        if self.0.is_empty() { Poll::Ready(()) } else { Poll::Pending }
    }
}
// ANCHOR_END: all
