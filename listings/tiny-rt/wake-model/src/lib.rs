//! The wake path of the runtime, in all orders that threads can take.
//!
//! The tests compile the very files of the runtime, with loom's locks, atomics
//! and threads in place of std's: the files say `crate::sync`, and that is
//! another module here. Loom then runs each test once for each order in which
//! the threads can come, and for each value that an atomic may give. It stops
//! at a certain number of interruptions (of threads that could have gone on),
//! or it would take hours; most errors need two.
//!
//! A wake that is lost shows as a deadlock: all threads sleep.

#![cfg(test)]

#[path = "../../../tasks/rt-tasks/src/executor.rs"]
mod executor;
#[path = "../../../tasks/rt-tasks/src/join_handle.rs"]
mod join_handle;
#[path = "../../../waker/rt-park/src/letter.rs"]
mod letter;
#[path = "../../../waker/rt-park/src/executor.rs"]
mod parking_executor;
#[path = "../../../reactor-for-futures/rt-reactor/src/executor.rs"]
mod reacting_executor;
mod reactor;
#[path = "../../../tasks/rt-tasks/src/spawned.rs"]
mod spawned;
mod sync;
#[path = "../../../tasks/rt-tasks/src/tasks.rs"]
#[expect(dead_code, reason = "not all of it is needed here")]
mod tasks;
mod tests;
#[path = "../../../tasks/rt-tasks/src/wake.rs"]
mod wake;

use rt_tasks::{budget, caught, observed};
