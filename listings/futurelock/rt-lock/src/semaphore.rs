//! So many at a time, in the order in which they came.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::permits::{Acquire, Permit, Permits};

/// A number of places; whoever finds none waits in line.
///
/// Tasks of one thread share it by an `Rc`. A task that panics gives its
/// place back.
pub struct Semaphore {
    permits: Permits,
}

impl Semaphore {
    /// All places are free; the name is for a recording.
    pub fn named(name: &str, places: usize) -> Self {
        Semaphore { permits: Permits::new(places, name) }
    }

    /// Waits for a place.
    pub fn acquire(&self) -> AcquirePlace<'_> {
        AcquirePlace { semaphore: self, acquire: self.permits.acquire() }
    }
}

/// What [`Semaphore::acquire`] returns.
pub struct AcquirePlace<'a> {
    semaphore: &'a Semaphore,
    acquire: Acquire<'a>,
}

impl<'a> Future for AcquirePlace<'a> {
    type Output = Place<'a>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        // A semaphore is never closed: there is a place, sooner or later.
        let _ = ready!(Pin::new(&mut self.acquire).poll(cx));
        Poll::Ready(Place { _permit: Permit(&self.semaphore.permits) })
    }
}

/// A place, until this is dropped.
#[must_use = "a place is given back when this is dropped"]
pub struct Place<'a> {
    _permit: Permit<'a>,
}
