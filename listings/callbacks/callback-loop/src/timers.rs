//! What is to be called at which time.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::iter;
use std::time::Instant;

use super::Callback;

// ANCHOR: timers
/// A function that is to be called later. No other has the same number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timer(u64);

/// The functions, and the order in which they are due.
#[derive(Default)]
pub(crate) struct Timers {
    callbacks: BTreeMap<Timer, Callback>,
    /// The earliest on top; of two with one deadline, the one set first. It
    /// may hold timers whose function is gone.
    heap: BinaryHeap<Reverse<(Instant, Timer)>>,
    count: u64,
}
// ANCHOR_END: timers

impl Timers {
    pub(crate) fn set(&mut self, deadline: Instant, it: Callback) -> Timer {
        self.count += 1;
        let timer = Timer(self.count);
        self.callbacks.insert(timer, it);
        self.heap.push(Reverse((deadline, timer)));
        timer
    }

    /// Takes a function out, in order to call it or to forget it.
    pub(crate) fn take(&mut self, timer: Timer) -> Option<Callback> {
        self.callbacks.remove(&timer)
    }

    // ANCHOR: due
    pub(crate) fn next_deadline(&mut self) -> Option<Instant> {
        while let Some(Reverse((deadline, timer))) = self.heap.peek() {
            if self.callbacks.contains_key(timer) {
                return Some(*deadline);
            }
            self.heap.pop();
        }
        None
    }

    /// All that are due, in their order. What is set from now on isn't among
    /// them, even if it is due at once.
    pub(crate) fn due(&mut self, now: Instant) -> Vec<Timer> {
        let next = || {
            let is_due = self.next_deadline().is_some_and(|it| it <= now);
            is_due.then(|| self.heap.pop()).flatten()
        };
        iter::from_fn(next).map(|Reverse((_, timer))| timer).collect()
    }
    // ANCHOR_END: due

    pub(crate) fn is_empty(&self) -> bool {
        self.callbacks.is_empty()
    }
}

#[cfg(test)]
mod tests;
