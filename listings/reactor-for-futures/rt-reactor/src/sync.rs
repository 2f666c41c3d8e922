//! What threads share. A test puts other types in place of these.

pub(crate) use std::sync::atomic::{AtomicBool, Ordering};

/// Ends the sleep of a reactor.
pub(crate) use mio::Waker as Bell;
