//! Futures that are polled one by one, each when it is woken.
//!
//! [`join`](rt_reactor::join) has one waker for all of its futures, and has to
//! poll them all. Here, each has a waker of its own.

mod bell;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use bell::{Bell, Woken};

/// Futures that are polled when they are woken. Clones are the same crowd.
#[derive(Clone, Default)]
pub struct Crowd {
    shared: Rc<Shared>,
}

#[derive(Default)]
struct Shared {
    members: RefCell<BTreeMap<usize, Member>>,
    /// How many there were, ever.
    count: Cell<usize>,
    woken: Arc<Woken>,
}

struct Member {
    bell: Arc<Bell>,
    future: Pin<Box<dyn Future<Output = ()>>>,
}

// ANCHOR: add
impl Crowd {
    /// Adds a future, at any time, even from inside of another one. Its name
    /// is for the recorder.
    pub fn add(&self, name: &str, future: impl Future<Output = ()> + 'static) {
        let number = self.shared.count.get();
        self.shared.count.set(number + 1);
        let bell = Bell::new(name, number, &self.shared.woken);
        let member =
            Member { bell: Arc::clone(&bell), future: Box::pin(future) };
        self.shared.members.borrow_mut().insert(number, member);
        // For its first poll.
        bell.ring();
    }

    /// A future that polls them, and is ready when all of them are.
    pub fn everybody(&self) -> Everybody {
        Everybody { shared: Rc::clone(&self.shared) }
    }
}
// ANCHOR_END: add

// ANCHOR: poll
/// What [`Crowd::everybody`] returns.
pub struct Everybody {
    shared: Rc<Shared>,
}

impl Future for Everybody {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let Shared { members, woken, .. } = &*self.shared;
        for number in woken.take(cx.waker()) {
            // Taken out: while it is polled, it may add others.
            let member = members.borrow_mut().remove(&number);
            let Some(mut member) = member else { continue };
            if member.poll().is_pending() {
                members.borrow_mut().insert(number, member);
            }
        }
        match members.borrow().is_empty() {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}
// ANCHOR_END: poll

impl Member {
    fn poll(&mut self) -> Poll<()> {
        let waker = Waker::from(Arc::clone(&self.bell));
        let mut cx = Context::from_waker(&waker);
        self.bell.is_answered();
        self.bell.lane.poll_part(|| self.future.as_mut().poll(&mut cx))
    }
}

#[cfg(test)]
mod tests;
