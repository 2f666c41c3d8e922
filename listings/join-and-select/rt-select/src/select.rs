//! The first of two futures.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::chance;

/// Waits for the first of two futures, and drops the other one. When both are
/// ready, the left one wins.
///
/// To keep the other one, give it by reference: `&mut future`.
pub fn select<A: Future, B: Future>(left: A, right: B) -> Select<A, B> {
    Select::new(left, right, false)
}

/// The same, but it draws whom it asks first, at each poll: when both are
/// always ready, each wins half of the time.
pub fn select_fair<A: Future, B: Future>(left: A, right: B) -> Select<A, B> {
    Select::new(left, right, true)
}

/// The one or the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Either<A, B> {
    /// The first that was given.
    Left(A),
    /// The second that was given.
    Right(B),
}

/// A future that stays where it is.
type Boxed<F> = Pin<Box<F>>;

/// What [`select`] and [`select_fair`] return.
pub struct Select<A, B> {
    /// `None` when one of them has won.
    futures: Option<(Boxed<A>, Boxed<B>)>,
    is_fair: bool,
}

// ANCHOR: poll
impl<A: Future, B: Future> Future for Select<A, B> {
    type Output = Either<A::Output, B::Output>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let right_first = self.is_fair && chance::below(2) == 1;
        let futures = self.futures.as_mut();
        let (left, right) = futures.expect("polled after it was ready");
        for is_right in [right_first, !right_first] {
            let polled = if is_right {
                right.as_mut().poll(cx).map(Either::Right)
            } else {
                left.as_mut().poll(cx).map(Either::Left)
            };
            if polled.is_ready() {
                // The loser is dropped before anybody hears of the winner.
                self.futures = None;
                return polled;
            }
        }
        Poll::Pending
    }
}
// ANCHOR_END: poll

impl<A, B> Select<A, B> {
    fn new(left: A, right: B, is_fair: bool) -> Self {
        Select { futures: Some((Box::pin(left), Box::pin(right))), is_fair }
    }
}
