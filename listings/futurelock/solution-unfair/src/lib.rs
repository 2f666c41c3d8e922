//! A mutex that is nobody's when it is given back: whoever is polled next may
//! take it.

use std::cell::{Cell, RefCell, RefMut};
use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// A value for one task at a time, in no order.
pub struct Mutex<T> {
    value: RefCell<T>,
    waiting: Waiting,
}

/// Those who wait, by the numbers of their futures.
#[derive(Default)]
struct Waiting {
    wakers: RefCell<BTreeMap<u64, Waker>>,
    count: Cell<u64>,
}

impl<T> Mutex<T> {
    /// Nobody has it yet.
    pub fn new(value: T) -> Self {
        Mutex { value: RefCell::new(value), waiting: Waiting::default() }
    }

    /// Waits until it is free.
    pub fn lock(&self) -> Lock<'_, T> {
        let number = self.waiting.count.get();
        self.waiting.count.set(number + 1);
        Lock { mutex: self, number }
    }
}

/// What [`Mutex::lock`] returns.
pub struct Lock<'a, T> {
    mutex: &'a Mutex<T>,
    number: u64,
}

impl<'a, T> Future for Lock<'a, T> {
    type Output = MutexGuard<'a, T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Mutex { value, waiting } = self.mutex;
        match value.try_borrow_mut() {
            Ok(value) => Poll::Ready(MutexGuard { value, wake: Wake(waiting) }),
            Err(_) => {
                let waker = cx.waker().clone();
                let mut wakers = waiting.wakers.borrow_mut();
                let old = wakers.insert(self.number, waker);
                drop(wakers);
                drop(old);
                Poll::Pending
            }
        }
    }
}

impl<T> Drop for Lock<'_, T> {
    fn drop(&mut self) {
        let waker = self.mutex.waiting.wakers.borrow_mut().remove(&self.number);
        drop(waker);
    }
}

/// The value, until this is dropped.
pub struct MutexGuard<'a, T> {
    value: RefMut<'a, T>,
    // Dropped after the value: it is free by then.
    #[expect(dead_code, reason = "what it does, it does when it is dropped")]
    wake: Wake<'a>,
}

struct Wake<'a>(&'a Waiting);

impl Drop for Wake<'_> {
    /// Wakes all. If only one were woken, and that one were not polled, nobody
    /// would take what is free.
    fn drop(&mut self) {
        let wakers = self.0.wakers.take();
        wakers.into_values().for_each(Waker::wake);
    }
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

#[cfg(test)]
mod tests;
