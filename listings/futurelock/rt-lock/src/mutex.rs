//! One at a time, in the order in which they came.

use std::cell::{RefCell, RefMut};
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::holder::Holder;
use crate::permits::{Acquire, Permit, Permits};

/// A value for one task at a time, even across its waits.
///
/// Tasks of one thread share it by an `Rc`. A task that panics gives it back.
pub struct Mutex<T> {
    /// There is one.
    permits: Permits,
    /// Borrowed only by whoever has the permit.
    value: RefCell<T>,
}

impl<T> Mutex<T> {
    /// Nobody has it yet.
    pub fn new(value: T) -> Self {
        Mutex::named("a mutex", value)
    }

    /// The same, with the name that it has in a recording.
    pub fn named(name: &str, value: T) -> Self {
        let permits = Permits::new(1, name);
        Mutex { permits, value: RefCell::new(value) }
    }

    /// Waits for its turn.
    pub fn lock(&self) -> Lock<'_, T> {
        Lock { mutex: self, acquire: self.permits.acquire() }
    }

    /// Takes it, if nobody has it.
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        self.permits.try_acquire().then(|| self.guard())
    }

    /// Who has it, for somebody who looks for the reason of a hang.
    pub fn holder(&self) -> Holder {
        self.permits.holder()
    }

    fn guard(&self) -> MutexGuard<'_, T> {
        let permit = Permit(&self.permits);
        MutexGuard { value: self.value.borrow_mut(), _permit: permit }
    }
}

/// What [`Mutex::lock`] returns.
pub struct Lock<'a, T> {
    mutex: &'a Mutex<T>,
    acquire: Acquire<'a>,
}

impl<'a, T> Future for Lock<'a, T> {
    type Output = MutexGuard<'a, T>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        // A mutex is never closed: there is a permit, sooner or later.
        let _ = ready!(Pin::new(&mut self.acquire).poll(cx));
        Poll::Ready(self.mutex.guard())
    }
}

/// The value, until this is dropped.
pub struct MutexGuard<'a, T> {
    value: RefMut<'a, T>,
    // Dropped after the value: the next one borrows it.
    _permit: Permit<'a>,
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}
