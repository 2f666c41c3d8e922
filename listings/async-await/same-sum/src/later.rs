//! A number that comes late.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::observed::told;

// ANCHOR: later
/// A number that comes after so many polls in vain.
#[derive(Debug, Clone)]
pub struct Later {
    pub name: &'static str,
    pub pending: u32,
    pub value: u32,
}

impl Later {
    pub fn ask(&mut self) -> Poll<u32> {
        let Some(pending) = self.pending.checked_sub(1) else {
            return told(self.name, Poll::Ready(self.value));
        };
        self.pending = pending;
        told(self.name, Poll::Pending)
    }
}

impl Future for Later {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u32> {
        self.ask()
    }
}
// ANCHOR_END: later
