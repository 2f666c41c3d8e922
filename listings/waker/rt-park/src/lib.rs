//! A runtime's second step: `block_on` sleeps until it is woken.
//!
//! What always holds here:
//!
//! - A future is polled once at first, and then only after a wake.
//! - A wake that comes while the future is polled isn't lost: it is
//!   remembered in a flag, and the flag is looked at before each sleep.
//! - The flag is put down before a poll, never after it.
//! - A future keeps the waker of its last poll only; whoever makes it ready
//!   takes that waker under the lock of the value, and wakes without the lock.
//! - No waker or value is cloned, woken or dropped under a lock.

mod executor;
mod letter;
pub mod observed;
mod sync;

pub use executor::block_on;
pub use letter::{Letter, LetterSender, Lost, letter};
pub use rt_spin::{Join, join};

#[cfg(test)]
mod tests;
