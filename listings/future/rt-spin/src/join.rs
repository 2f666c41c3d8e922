//! Two futures as one.

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

// ANCHOR: join
/// Both futures as one future, which is ready when both are.
pub fn join<A: Future, B: Future>(a: A, b: B) -> Join<A, B> {
    Join { a: Side::Runs(Box::pin(a)), b: Side::Runs(Box::pin(b)) }
}

/// What [`join`] returns.
pub struct Join<A: Future, B: Future> {
    a: Side<A>,
    b: Side<B>,
}

impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        // Both, whatever the first one says: each has to be asked.
        let a_is_done = self.a.poll(cx);
        let b_is_done = self.b.poll(cx);
        if a_is_done && b_is_done {
            Poll::Ready((self.a.take(), self.b.take()))
        } else {
            Poll::Pending
        }
    }
}
// ANCHOR_END: join

// ANCHOR: side
/// One of the two.
enum Side<F: Future> {
    Runs(Pin<Box<F>>),
    Done(F::Output),
    Taken,
}

impl<F: Future> Side<F> {
    /// Polls the future, unless it is done. Says whether it is.
    fn poll(&mut self, cx: &mut Context<'_>) -> bool {
        if let Side::Runs(future) = self {
            match future.as_mut().poll(cx) {
                Poll::Pending => return false,
                // The future is dropped here: it is of no more use.
                Poll::Ready(output) => *self = Side::Done(output),
            }
        }
        true
    }

    fn take(&mut self) -> F::Output {
        match mem::replace(self, Side::Taken) {
            Side::Done(output) => output,
            _ => panic!("a join was polled after it was ready"),
        }
    }
}
// ANCHOR_END: side

// Only the futures must not be moved, and they are in boxes of their own.
impl<A: Future, B: Future> Unpin for Join<A, B> {}
