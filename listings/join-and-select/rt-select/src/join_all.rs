//! Many futures as one.

use std::pin::Pin;
use std::task::{Context, Poll};

/// All of these futures as one future, which is ready when all are: their
/// outputs, in the order in which they were given.
///
/// Each wake polls all that are not ready: for hundreds of futures, tasks
/// cost less.
pub fn join_all<F: Future>(futures: impl IntoIterator<Item = F>) -> JoinAll<F> {
    let futures = futures.into_iter().map(Box::pin);
    let waiting: Vec<_> = futures.enumerate().collect();
    let outputs = waiting.iter().map(|_| None).collect();
    JoinAll { waiting, outputs: Some(outputs) }
}

/// What [`join_all`] returns.
pub struct JoinAll<F: Future> {
    /// Those that are not ready, with their numbers.
    waiting: Vec<(usize, Pin<Box<F>>)>,
    /// What the others have left; `None` when it has been taken.
    outputs: Option<Vec<Option<F::Output>>>,
}

// ANCHOR: poll
impl<F: Future> Future for JoinAll<F> {
    type Output = Vec<F::Output>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let JoinAll { waiting, outputs } = &mut *self;
        let all = outputs.as_mut().expect("polled after it was ready");
        waiting.retain_mut(|(number, future)| {
            if let Poll::Ready(output) = future.as_mut().poll(cx) {
                all[*number] = Some(output);
            }
            // One that is ready is dropped here.
            all[*number].is_none()
        });
        if !waiting.is_empty() {
            return Poll::Pending;
        }
        Poll::Ready(outputs.take().into_iter().flatten().flatten().collect())
    }
}
// ANCHOR_END: poll

// Only the futures must not be moved, and they are in boxes of their own.
impl<F: Future> Unpin for JoinAll<F> {}
