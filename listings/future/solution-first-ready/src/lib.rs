//! The first of two futures.

use std::pin::Pin;
use std::task::{Context, Poll};

/// A future that is ready when one of the two is. In each poll the left one
/// is asked first.
pub fn first<L: Future, R: Future>(left: L, right: R) -> First<L, R> {
    First { both: Some((Box::pin(left), Box::pin(right))) }
}

/// A future that stays where it is, in a box of its own.
type Boxed<F> = Pin<Box<F>>;

/// What [`first`] returns.
#[derive(Debug)]
pub struct First<L, R> {
    /// `None` once it was ready.
    both: Option<(Boxed<L>, Boxed<R>)>,
}

/// The output of the one, and the other one, which can be polled further or
/// dropped.
#[derive(Debug)]
pub enum Either<L: Future, R: Future> {
    /// The left one was ready first.
    Left(L::Output, Pin<Box<R>>),
    /// The right one was ready first.
    Right(R::Output, Pin<Box<L>>),
}

impl<L: Future, R: Future> Future for First<L, R> {
    type Output = Either<L, R>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let (mut left, mut right) =
            self.both.take().expect("it was polled after it was ready");
        if let Poll::Ready(output) = left.as_mut().poll(cx) {
            return Poll::Ready(Either::Left(output, right));
        }
        if let Poll::Ready(output) = right.as_mut().poll(cx) {
            return Poll::Ready(Either::Right(output, left));
        }
        self.both = Some((left, right));
        Poll::Pending
    }
}

#[cfg(test)]
mod tests;
