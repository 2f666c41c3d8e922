//! Timers in a heap.
//!
//! To insert takes the longer, the more timers there are; to cancel leaves
//! something behind, which is cleared away later.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

pub use mio::Token as Key;
use token_table::TokenTable;

// ANCHOR: heap
/// Timers, each with a value. Times are ticks since whenever.
#[derive(Debug)]
pub struct Heap<T> {
    /// By time, and by age. The first one is never a cancelled one.
    order: BinaryHeap<Reverse<(u64, Key)>>,
    /// Those that are not cancelled.
    timers: TokenTable<T>,
}

impl<T> Heap<T> {
    /// Inserts a timer for the tick `at`.
    pub fn insert(&mut self, at: u64, value: T) -> Key {
        let key = self.timers.insert(value);
        self.order.push(Reverse((at, key)));
        key
    }

    /// Cancels a timer.
    pub fn remove(&mut self, key: Key) -> Option<T> {
        let value = self.timers.remove(key);
        self.clear_away();
        value
    }
    // ANCHOR_END: heap

    /// When the first timer expires.
    pub fn next(&self) -> Option<u64> {
        self.order.peek().map(|Reverse((at, _))| *at)
    }

    /// Takes out all that expire at the tick `now` or before, in order.
    pub fn expire(&mut self, now: u64) -> Vec<T> {
        let mut expired = Vec::new();
        while self.next().is_some_and(|at| at <= now) {
            let first = self.order.pop();
            expired
                .extend(first.and_then(|first| self.timers.remove(first.0.1)));
            self.clear_away();
        }
        expired
    }

    // ANCHOR: clear-away
    /// Clears away the cancelled ones: all that come first, and all there are
    /// when they are more than the others.
    fn clear_away(&mut self) {
        let Heap { order, timers } = self;
        let mut is_there = |key| timers.get_mut(key).is_some();
        while order.peek().is_some_and(|first| !is_there(first.0.1)) {
            order.pop();
        }
        if order.len() > 2 * timers.len() + 64 {
            order.retain(|timer| timers.get_mut(timer.0.1).is_some());
        }
    }
    // ANCHOR_END: clear-away
}

impl<T> Heap<T> {
    /// No timers.
    pub fn new() -> Self {
        Heap { order: BinaryHeap::new(), timers: TokenTable::new() }
    }

    /// The value of a timer that has not expired.
    pub fn get_mut(&mut self, key: Key) -> Option<&mut T> {
        self.timers.get_mut(key)
    }

    /// How many timers there are.
    pub fn len(&self) -> usize {
        self.timers.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.timers.is_empty()
    }
}

impl<T> Default for Heap<T> {
    fn default() -> Self {
        Heap::new()
    }
}

#[cfg(test)]
impl<T> Heap<T> {
    /// How many places it takes up.
    pub(crate) fn places(&self) -> usize {
        self.order.len()
    }
}
