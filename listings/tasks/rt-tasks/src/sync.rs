//! What threads share. A test puts other types in place of these.

pub(crate) use std::sync::atomic::{AtomicBool, Ordering};
pub(crate) use std::sync::{Mutex, MutexGuard, PoisonError};

/// Ends the sleep of a reactor.
pub(crate) use mio::Waker as Bell;
