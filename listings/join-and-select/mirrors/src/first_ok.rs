//! The first of many futures that succeeds.

use std::pin::Pin;
use std::task::{Context, Poll};

/// Waits for the first of many futures that succeeds, and drops the others.
/// If all fail, it fails as the last of them did.
///
/// # Panics
///
/// If there is none: there would be no error either.
pub(crate) fn first_ok<F>(futures: impl IntoIterator<Item = F>) -> FirstOk<F> {
    let futures: Vec<_> = futures.into_iter().map(Box::pin).collect();
    assert!(!futures.is_empty(), "nobody could succeed");
    FirstOk { futures }
}

/// What [`first_ok`] returns.
pub(crate) struct FirstOk<F> {
    /// Those that have not failed.
    futures: Vec<Pin<Box<F>>>,
}

// ANCHOR: poll
impl<T, E, F: Future<Output = Result<T, E>>> Future for FirstOk<F> {
    type Output = Result<T, E>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<T, E>> {
        let mut n = 0;
        while let Some(future) = self.futures.get_mut(n) {
            match future.as_mut().poll(cx) {
                Poll::Pending => n += 1,
                Poll::Ready(Err(_)) if self.futures.len() > 1 => {
                    drop(self.futures.remove(n));
                }
                ready => {
                    self.futures.clear();
                    return ready;
                }
            }
        }
        Poll::Pending
    }
}
// ANCHOR_END: poll
