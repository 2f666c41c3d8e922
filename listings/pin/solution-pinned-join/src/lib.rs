//! A join that has its futures in itself, and no box.
//!
//! The sides are enums, and their futures are pinned with the whole: so the
//! macro projects the join to its sides, and each side to its future. What was
//! `*self = Side::Done(output)` with boxes is `set` here: the future is dropped
//! where it lies, and the output is written over it.
//!
//! The price: the join is as large as both futures, and whoever holds it has
//! to pin it. It is `Unpin` when both of its futures are.

use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

#[cfg(test)]
mod tests;

/// Both futures as one future, which is ready when both are.
pub fn join<A: Future, B: Future>(a: A, b: B) -> Join<A, B> {
    Join { a: Side::Runs { future: a }, b: Side::Runs { future: b } }
}

pin_project! {
    /// What [`join`] returns.
    pub struct Join<A: Future, B: Future> {
        #[pin]
        a: Side<A>,
        #[pin]
        b: Side<B>,
    }
}

impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        // Both, whatever the first one says: each has to be asked.
        let a_is_done = this.a.as_mut().poll(cx);
        let b_is_done = this.b.as_mut().poll(cx);
        if a_is_done && b_is_done {
            Poll::Ready((this.a.take(), this.b.take()))
        } else {
            Poll::Pending
        }
    }
}

pin_project! {
    /// One of the two.
    #[project = Parts]
    #[project_replace = Replaced]
    enum Side<F: Future> {
        Runs {
            #[pin]
            future: F,
        },
        // Not pinned: an output may move, and does when it is given away.
        Done { output: F::Output },
        Taken,
    }
}

impl<F: Future> Side<F> {
    /// Polls the future, unless it is done. Says whether it is.
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> bool {
        if let Parts::Runs { future } = self.as_mut().project() {
            match future.poll(cx) {
                Poll::Pending => return false,
                Poll::Ready(output) => self.set(Side::Done { output }),
            }
        }
        true
    }

    fn take(self: Pin<&mut Self>) -> F::Output {
        match self.project_replace(Side::Taken) {
            Replaced::Done { output } => output,
            _ => panic!("a join was polled after it was ready"),
        }
    }
}
