//! A queue with a bound: whoever sends too fast waits.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::error::Error;
use std::fmt;
use std::mem;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker, ready};

use crate::observed::{Waits, waits_for};
use crate::permits::{Acquire, Permits};

/// A channel between tasks of one thread, with room for so many values.
///
/// # Panics
///
/// If there is room for none.
pub fn channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    assert!(capacity > 0, "a channel needs room for a value");
    let shared = Rc::new(Shared {
        values: RefCell::default(),
        room: Permits::new(capacity, "room in a channel"),
        senders: Cell::new(1),
        receiver: Cell::new(None),
    });
    (Sender { shared: Rc::clone(&shared) }, Receiver { shared })
}

struct Shared<T> {
    values: RefCell<VecDeque<T>>,
    /// A permit for each value that there is room for.
    room: Permits,
    senders: Cell<usize>,
    /// Whom to wake when a value comes, or when none can come any more.
    receiver: Cell<Option<Waker>>,
}

/// Sends; its clones send to the same receiver.
pub struct Sender<T> {
    shared: Rc<Shared<T>>,
}

/// Receives.
pub struct Receiver<T> {
    shared: Rc<Shared<T>>,
}

impl<T> Sender<T> {
    /// Waits until there is room for the value. If it is dropped before it is
    /// ready, nothing is sent.
    pub fn send(&self, value: T) -> Send<'_, T> {
        let (shared, value) = (&*self.shared, Some(value));
        Send { shared, acquire: shared.room.acquire(), value }
    }
}

/// What [`Sender::send`] returns.
pub struct Send<'a, T> {
    shared: &'a Shared<T>,
    acquire: Acquire<'a>,
    /// `None` when it is sent.
    value: Option<T>,
}

impl<T> Future for Send<'_, T> {
    type Output = Result<(), Closed<T>>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        assert!(self.value.is_some(), "a send was polled after it was ready");
        let room = ready!(Pin::new(&mut self.acquire).poll(cx));
        let value = self.value.take().expect("it has just been there");
        Poll::Ready(match room {
            Ok(()) => {
                self.shared.values.borrow_mut().push_back(value);
                self.shared.wake_receiver();
                Ok(())
            }
            Err(_) => Err(Closed(value)),
        })
    }
}

// The value moves, pinned or not.
impl<T> Unpin for Send<'_, T> {}

impl<T> Receiver<T> {
    /// The next value; `None` when all senders are gone, and all they have
    /// sent has been received.
    pub fn recv(&mut self) -> Recv<'_, T> {
        Recv { shared: &self.shared }
    }
}

/// What [`Receiver::recv`] returns. It can be dropped: no value is lost.
pub struct Recv<'a, T> {
    shared: &'a Shared<T>,
}

impl<T> Future for Recv<'_, T> {
    type Output = Option<T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        // Its clone may send: before the look, not between it and the waker.
        let waker = cx.waker().clone();
        let value = self.shared.values.borrow_mut().pop_front();
        if value.is_some() {
            self.shared.room.release();
        } else if self.shared.senders.get() > 0 {
            self.shared.receiver.set(Some(waker));
            waits_for(Waits::Lock("a value in a channel".into()));
            return Poll::Pending;
        }
        Poll::Ready(value)
    }
}

impl<T> Shared<T> {
    fn wake_receiver(&self) {
        if let Some(waker) = self.receiver.take() {
            waker.wake();
        }
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        self.shared.senders.update(|senders| senders + 1);
        Sender { shared: Rc::clone(&self.shared) }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.shared.senders.update(|senders| senders - 1);
        if self.shared.senders.get() == 0 {
            self.shared.wake_receiver();
        }
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.shared.room.close();
        let values = mem::take(&mut *self.shared.values.borrow_mut());
        // Dropped when nothing is borrowed.
        drop(values);
    }
}

/// The receiver is gone; this is what was to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed<T>(pub T);

impl<T> fmt::Display for Closed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the channel is closed: nobody receives any more")
    }
}

impl<T: fmt::Debug> Error for Closed<T> {}
