//! A note that another thread leaves in a slot, and a future that looks for it.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use trace::message;

// ANCHOR: slot
/// Where the note is left, and who is told.
///
/// Each has a lock of its own.
#[derive(Debug, Default)]
pub(crate) struct Slot {
    note: Mutex<Option<&'static str>>,
    waker: Mutex<Option<Waker>>,
}

impl Slot {
    /// Called by another thread.
    pub(crate) fn send(&self, note: &'static str) {
        message("sender", "slot", "the note");
        *lock(&self.note) = Some(note);
        let waker = lock(&self.waker).take();
        match waker {
            Some(waker) => waker.wake(),
            None => message("slot", "sender", "nobody to wake"),
        }
    }
}
// ANCHOR_END: slot

impl Slot {
    fn look(&self) -> Option<&'static str> {
        message("future", "slot", "is it there?");
        let note = lock(&self.note).take();
        message("slot", "future", if note.is_some() { "yes" } else { "no" });
        note
    }

    fn leave(&self, waker: &Waker) {
        message("future", "slot", "my waker");
        *lock(&self.waker) = Some(waker.clone());
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().expect("nothing panics under these locks")
}

/// What a poll does first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Look,
    Leave,
}

/// The note that will be in a slot.
pub(crate) struct Note<Gap> {
    pub(crate) slot: Arc<Slot>,
    pub(crate) order: Order,
    /// What happens between the two steps of a poll.
    pub(crate) gap: Gap,
}

// ANCHOR: poll
impl<Gap: FnMut() + Unpin> Future for Note<Gap> {
    type Output = &'static str;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        if self.order == Order::Look {
            if let Some(note) = self.slot.look() {
                return Poll::Ready(note);
            }
            (self.gap)();
            self.slot.leave(cx.waker());
            Poll::Pending
        } else {
            self.slot.leave(cx.waker());
            (self.gap)();
            match self.slot.look() {
                Some(note) => Poll::Ready(note),
                None => Poll::Pending,
            }
        }
    }
}
// ANCHOR_END: poll
