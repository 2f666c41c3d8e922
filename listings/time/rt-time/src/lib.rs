//! A runtime's fifth step: sleeps, intervals, and a timer wheel.
//!
//! What always holds here:
//!
//! - No sleep ends before its deadline: deadlines are rounded up to
//!   milliseconds, and the present is rounded down.
//! - A deadline too far for the clock is never reached; no sum overflows.
//! - A sleep has one timer at most, with the waker of its last poll; its drop
//!   removes the timer, and no other timer ever has the same key.
//! - The thread waits no longer than until the next deadline.
//! - No timer is borrowed while a waker is woken or dropped.

mod executor;
pub mod heap;
mod interval;
mod sleep;
pub mod timers;
pub mod wheel;

pub use executor::block_on;
pub use interval::{Interval, Missed, Tick, interval};
pub use rt_tasks::{Join, Letter, LetterSender, Lost, join, letter};
pub use rt_tasks::{JoinError, JoinHandle, spawn, spawn_named};
pub use rt_tasks::{YieldNow, yield_now};
pub use rt_tasks::{budget, caught, net, observed, reactor, tasks, wake};
pub use sleep::{Sleep, sleep, sleep_until};

#[cfg(test)]
mod tests;
