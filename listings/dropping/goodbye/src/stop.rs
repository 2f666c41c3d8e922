//! A request to stop.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

// ANCHOR: stop
/// A request to stop. Its clones are the same request.
#[derive(Clone, Default)]
pub struct Stop {
    shared: Rc<Shared>,
}

#[derive(Default)]
struct Shared {
    asked: Cell<bool>,
    /// By the numbers of those who wait.
    wakers: RefCell<BTreeMap<u64, Waker>>,
    /// How many have waited, ever.
    count: Cell<u64>,
}

impl Stop {
    /// Asks all who listen to stop. It drops nothing.
    pub fn ask(&self) {
        self.shared.asked.set(true);
        let wakers = self.shared.wakers.take();
        wakers.into_values().for_each(Waker::wake);
    }

    /// Waits until somebody asks. It can be dropped: what was asked once
    /// stays asked.
    pub fn asked(&self) -> Asked<'_> {
        let number = self.shared.count.get();
        self.shared.count.set(number + 1);
        Asked { shared: &self.shared, number }
    }
}
// ANCHOR_END: stop

/// What [`Stop::asked`] returns.
pub struct Asked<'a> {
    shared: &'a Shared,
    number: u64,
}

impl Future for Asked<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let waker = cx.waker().clone();
        if self.shared.asked.get() {
            return Poll::Ready(());
        }
        let old = self.shared.wakers.borrow_mut().insert(self.number, waker);
        // Dropped when nothing is borrowed.
        drop(old);
        Poll::Pending
    }
}

impl Drop for Asked<'_> {
    /// A worker asks in each turn of its loop, and workers come and go: none
    /// of them leaves its waker behind.
    fn drop(&mut self) {
        let waker = self.shared.wakers.borrow_mut().remove(&self.number);
        drop(waker);
    }
}
