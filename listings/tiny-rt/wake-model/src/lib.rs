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

#[cfg(test)]
#[path = "../../../waker/rt-park/src/executor.rs"]
mod executor;
#[cfg(test)]
#[path = "../../../waker/rt-park/src/letter.rs"]
mod letter;
#[cfg(test)]
mod sync;
#[cfg(test)]
mod tests;

#[cfg(test)]
use rt_park::observed;
