//! Giving way.

use std::pin::Pin;
use std::task::{Context, Poll};

// ANCHOR: yield-now
/// Gives way to all tasks that are ready.
pub fn yield_now() -> YieldNow {
    YieldNow { has_yielded: false }
}

/// What [`yield_now`] returns.
#[derive(Debug)]
pub struct YieldNow {
    has_yielded: bool,
}

impl Future for YieldNow {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.has_yielded {
            return Poll::Ready(());
        }
        self.has_yielded = true;
        // To the end of the queue: the others are before it.
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
// ANCHOR_END: yield-now
