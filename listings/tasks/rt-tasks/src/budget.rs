//! How much a task may do before it gives way to the others.

use std::cell::Cell;
use std::task::{Context, Poll};

// ANCHOR: budget
/// How many calls on sockets may succeed in one poll of a task.
pub const CALLS_A_POLL: u32 = 128;

thread_local! {
    static LEFT: Cell<u32> = const { Cell::new(CALLS_A_POLL) };
}

/// A poll of a task begins.
pub fn renew() {
    LEFT.set(CALLS_A_POLL);
}

/// `Pending` when the task has done enough: it gives way, and is woken at
/// once, so that it goes on when all others have had their turn.
pub fn poll(cx: &mut Context<'_>) -> Poll<()> {
    if LEFT.get() > 0 {
        return Poll::Ready(());
    }
    cx.waker().wake_by_ref();
    Poll::Pending
}

/// A call has succeeded. One that has not costs nothing: a task may wait for
/// more sockets at once than it may use.
pub fn spend() {
    LEFT.set(LEFT.get().saturating_sub(1));
}
// ANCHOR_END: budget
