//! A request to stop.

use std::cell::{Cell, RefCell};
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
    wakers: RefCell<Vec<Waker>>,
}

impl Stop {
    /// Asks all who listen to stop. It drops nothing.
    pub fn ask(&self) {
        self.shared.asked.set(true);
        let wakers = self.shared.wakers.take();
        wakers.into_iter().for_each(Waker::wake);
    }

    /// Waits until somebody asks. It can be dropped: what was asked once
    /// stays asked.
    pub fn asked(&self) -> Asked<'_> {
        Asked { shared: &self.shared }
    }
}
// ANCHOR_END: stop

/// What [`Stop::asked`] returns.
pub struct Asked<'a> {
    shared: &'a Shared,
}

impl Future for Asked<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.shared.asked.get() {
            return Poll::Ready(());
        }
        let mut wakers = self.shared.wakers.borrow_mut();
        // A worker asks in each turn of its loop; one waker a task is enough.
        if !wakers.iter().any(|waker| waker.will_wake(cx.waker())) {
            wakers.push(cx.waker().clone());
        }
        Poll::Pending
    }
}
