//! A runtime's eighth step: a fair mutex, a semaphore, and a bounded channel.
//!
//! What always holds here:
//!
//! - Permits are free only when nobody waits in line.
//! - Who gives a permit back gives it to the first in line, whether that one
//!   is polled soon, late or never: this is fair, and this is the trap of the
//!   chapter.
//! - Whoever leaves the line, or is dropped with a permit that it has not
//!   taken yet, passes it on: no permit is lost.
//! - The values in a channel and the permits for it are its capacity together.
//! - No state is borrowed while a waker or a value is woken or dropped.

mod channel;
mod dump;
mod holder;
mod mutex;
mod permits;
mod semaphore;

pub use channel::{Closed, Receiver, Recv, Send, Sender, channel};
pub use dump::{dump, nudge, spawn, spawn_named};
pub use holder::Holder;
pub use mutex::{Lock, Mutex, MutexGuard};
pub use rt_timeout::{Either, JoinAll, JoinError, Race, Select};
pub use rt_timeout::{Elapsed, JoinHandle, Timeout, Witness};
pub use rt_timeout::{Interval, Missed, Sleep, Tick, YieldNow};
pub use rt_timeout::{Join, Letter, LetterSender, Lost, join, letter};
pub use rt_timeout::{block_on, yield_now};
pub use rt_timeout::{budget, caught, chance, heap, net, observed, reactor};
pub use rt_timeout::{interval, sleep, sleep_until, timeout};
pub use rt_timeout::{join_all, race, select, select_fair};
pub use rt_timeout::{tasks, timers, wake, wheel};
pub use semaphore::{AcquirePlace, Place, Semaphore};

#[cfg(test)]
mod tests;
