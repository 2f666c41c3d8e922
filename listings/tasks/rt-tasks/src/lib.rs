//! A runtime's fourth step: many tasks, a run queue, and a budget.
//!
//! What always holds here:
//!
//! - A task is polled after a wake, and stands in the run queue once at most;
//!   the number of a task is never given to another one.
//! - The thread sleeps only when the queue is empty, and this is decided under
//!   the queue's lock: a later wake finds that it sleeps, and rings.
//! - A task that is polled belongs to the loop, not to the table: it may spawn
//!   and drop what it likes. A task that panics ends alone.
//! - After so many polls the sockets are looked at; after so many calls on
//!   sockets a task gives way.
//! - When `block_on` returns, all tasks are dropped, and their handles know.

pub mod budget;
pub mod caught;
mod executor;
mod join_handle;
// The files of the last step, over the `source` of this one.
#[path = "../../../reactor-for-futures/rt-reactor/src/net/mod.rs"]
pub mod net;
mod source;
mod spawned;
mod sync;
pub mod tasks;
pub mod wake;
mod yield_now;

pub use executor::block_on;
pub use join_handle::{JoinError, JoinHandle};
pub use rt_reactor::{Join, Letter, LetterSender, Lost, join, letter};
pub use rt_reactor::{observed, reactor};
pub use tasks::{spawn, spawn_named};
pub use yield_now::{YieldNow, yield_now};

#[cfg(test)]
mod tests;
