//! A runtime's seventh step: timeouts, and tasks that are aborted.
//!
//! What always holds here:
//!
//! - To cancel is to drop: a future is asked no more, and its destructors run.
//! - What is late is dropped before anybody hears that it is late.
//! - A future that is ready in time has won, even when its time is over, too.
//! - An abort only says that the task shall be dropped; it is dropped when it
//!   would be polled next, by the executor, and never while it runs.
//! - After the end of a task an abort changes nothing.

mod abort;
mod timeout;
mod witness;

pub use abort::{JoinHandle, spawn, spawn_named};
pub use rt_select::{Either, JoinAll, Race, Select};
pub use rt_select::{Interval, Missed, Sleep, Tick, YieldNow};
pub use rt_select::{Join, Letter, LetterSender, Lost, join, letter};
pub use rt_select::{JoinError, block_on, yield_now};
pub use rt_select::{budget, caught, chance, heap, net, observed, reactor};
pub use rt_select::{interval, sleep, sleep_until};
pub use rt_select::{join_all, race, select, select_fair};
pub use rt_select::{tasks, timers, wake, wheel};
pub use timeout::{Elapsed, Timeout, timeout};
pub use witness::Witness;

#[cfg(test)]
mod tests;
