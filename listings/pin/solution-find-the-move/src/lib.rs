//! Who of the suspects moves a future that is pinned.
//!
//! `DropEarly` does. `slot.take()` moves the future out of its place, and it is
//! dropped somewhere else. That it is dropped at once does not help: its
//! destructor runs at the new place. `SetNone` does the same job and is
//! innocent: `Pin::set` drops the old value where it lies, and then writes the
//! new one there.
//!
//! `Turns` does, at each `mem::swap`. [`Turns`] here keeps the futures where
//! they are, and remembers in a field whose turn it is.
//!
//! [`Rooted`] convicts them: a future that remembers its place.

mod rooted;
#[cfg(test)]
mod tests;

use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

pub use rooted::Rooted;

pin_project! {
    /// The first of two. Whoever was asked first is asked second the next time.
    pub struct Turns<F> {
        #[pin]
        left: F,
        #[pin]
        right: F,
        right_first: bool,
    }
}

impl<F> Turns<F> {
    /// The left one is asked first at the first poll.
    pub fn new(left: F, right: F) -> Self {
        Turns { left, right, right_first: false }
    }
}

impl<F: Future> Future for Turns<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let (first, second) = match *this.right_first {
            false => (this.left, this.right),
            true => (this.right, this.left),
        };
        *this.right_first = !*this.right_first;
        if let Poll::Ready(output) = first.poll(cx) {
            return Poll::Ready(output);
        }
        second.poll(cx)
    }
}
