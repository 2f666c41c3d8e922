//! What the executor takes from std, with a `park` that tells the recorder.

pub(crate) use std::sync::atomic::{AtomicBool, Ordering};

pub(crate) mod thread {
    pub(crate) use std::thread::{Thread, current};

    pub(crate) fn park() {
        trace::message("executor", "OS", "park");
        std::thread::park();
        trace::message("OS", "executor", "park returns");
    }
}
