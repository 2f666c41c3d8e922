//! A runtime's sixth step: waiting for all of several futures, and for the
//! first of them.
//!
//! What always holds here:
//!
//! - Whoever waits for several futures polls all that are not ready, in an
//!   order that is part of its contract.
//! - A future that is ready is dropped at once, and not polled again.
//! - The first one that is ready ends a `select` and a `race`: the others are
//!   dropped before anybody hears of it.
//! - None of these is polled after it was ready: that is a panic which says so.
//! - A fair order is drawn from a seed: the same seed gives the same run.

pub mod chance;
mod join_all;
mod race;
mod select;

pub use join_all::{JoinAll, join_all};
pub use race::{Race, race};
pub use rt_time::{Interval, Missed, Sleep, Tick};
pub use rt_time::{Join, Letter, LetterSender, Lost, join, letter};
pub use rt_time::{JoinError, JoinHandle, block_on, spawn, spawn_named};
pub use rt_time::{YieldNow, interval, sleep, sleep_until, yield_now};
pub use rt_time::{budget, caught, heap, net, observed, reactor};
pub use rt_time::{tasks, timers, wake, wheel};
pub use select::{Either, Select, select, select_fair};

#[cfg(test)]
mod tests;
