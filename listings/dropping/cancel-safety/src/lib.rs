//! Drops calls at every place where they wait, and calls again.
//!
//! A call is cancel safe if a drop before it is ready has had no effect that
//! the next call would miss. The tests of this crate try that for the
//! functions of the runtime, one drop after the other.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

// ANCHOR: at-most
/// Polls a future so many times at most. `None`: it was not ready by then,
/// and has been dropped.
pub async fn at_most<F: Future>(polls: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(|cx| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        match future.as_mut().poll(cx) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}
// ANCHOR_END: at-most

// ANCHOR: every-drop
/// Plays a scene with a drop after no poll, after one poll, after two, until
/// nothing is dropped any more. Returns what came of each.
///
/// The scene polls one call at most so many times, and says whether it was
/// dropped.
pub async fn every_drop<T>(
    scene: impl AsyncFn(usize) -> (Dropped, T),
) -> Vec<T> {
    let mut results = Vec::new();
    for polls in 0.. {
        let (dropped, result) = scene(polls).await;
        results.push(result);
        if dropped == Dropped::No {
            break;
        }
    }
    results
}
// ANCHOR_END: every-drop

/// Whether the call of a scene was dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dropped {
    /// It was.
    Yes,
    /// It was ready before.
    No,
}

#[cfg(test)]
mod tests;
