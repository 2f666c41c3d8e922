//! What the heap and the wheel have in common.

use rt_time::heap::{Heap, Key};
use rt_time::wheel::Wheel;

/// Timers, each with a number.
pub trait Timers: Default {
    /// Inserts a timer for the tick `at`.
    fn insert(&mut self, at: u64, value: u64) -> Key;
    /// Cancels a timer.
    fn remove(&mut self, key: Key) -> Option<u64>;
    /// When there is something to do next.
    fn next(&self) -> Option<u64>;
    /// Takes out all that expire at the tick `now` or before.
    fn expire(&mut self, now: u64) -> Vec<u64>;
}

macro_rules! timers {
    ($type:ident) => {
        impl Timers for $type<u64> {
            fn insert(&mut self, at: u64, value: u64) -> Key {
                $type::insert(self, at, value)
            }

            fn remove(&mut self, key: Key) -> Option<u64> {
                $type::remove(self, key)
            }

            fn next(&self) -> Option<u64> {
                $type::next(self)
            }

            fn expire(&mut self, now: u64) -> Vec<u64> {
                $type::expire(self, now)
            }
        }
    };
}

timers!(Heap);
timers!(Wheel);
