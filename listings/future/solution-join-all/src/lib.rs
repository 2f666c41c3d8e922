//! As many futures as there are, joined.

use std::pin::Pin;
use std::task::{Context, Poll};

/// A future that is ready when all are, with the outputs in the same order.
pub fn join_all<F: Future>(
    futures: impl IntoIterator<Item = F>,
) -> impl Future<Output = Vec<F::Output>> {
    let runs = |future| One::Runs(Box::pin(future));
    JoinAll { all: Some(futures.into_iter().map(runs).collect()) }
}

struct JoinAll<F: Future> {
    /// `None` once it was ready.
    all: Option<Vec<One<F>>>,
}

enum One<F: Future> {
    Runs(Pin<Box<F>>),
    Done(F::Output),
}

impl<F: Future> One<F> {
    /// Polls the future, unless it is done. Says whether it is.
    fn poll(&mut self, cx: &mut Context<'_>) -> bool {
        if let One::Runs(future) = self {
            match future.as_mut().poll(cx) {
                Poll::Pending => return false,
                Poll::Ready(output) => *self = One::Done(output),
            }
        }
        true
    }
}

impl<F: Future> Future for JoinAll<F> {
    type Output = Vec<F::Output>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let all =
            self.all.as_mut().expect("a join was polled after it was ready");
        let mut is_done = true;
        for one in all.iter_mut() {
            // Each has to be asked: `all.iter_mut().all(…)` would stop at the
            // first that is pending.
            is_done &= one.poll(cx);
        }
        if !is_done {
            return Poll::Pending;
        }
        let output = |one| match one {
            One::Done(output) => output,
            One::Runs(_) => unreachable!("all are done"),
        };
        let all = self.all.take().into_iter().flatten();
        Poll::Ready(all.map(output).collect())
    }
}

// Only the futures must not be moved, and they are in boxes of their own.
impl<F: Future> Unpin for JoinAll<F> {}

#[cfg(test)]
mod tests;
