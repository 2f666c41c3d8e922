//! What threads share. A test puts loom's types in place of these.

pub(crate) use std::sync::atomic::{AtomicBool, Ordering};
pub(crate) use std::sync::{Mutex, MutexGuard, PoisonError};

/// The recorder is told when a thread is parked.
pub(crate) mod thread {
    pub(crate) use std::thread::{Thread, current};

    pub(crate) fn park() {
        trace::message("executor", "OS", "park");
        std::thread::park();
        trace::message("OS", "executor", "park returns");
    }
}
