//! Looks on at a program that may hang.

use std::time::Duration;

use time_limit::attempt;
use tiny_rt::{block_on, dump, timeout};

/// What became of a program.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It has ended.
    Ended,
    /// Its thread goes on, and timers come; this is what its tasks wait for.
    Waits(Vec<String>),
    /// Its thread does not come back to the executor.
    Blocked,
}

const LIMIT: Duration = Duration::from_millis(200);

// ANCHOR: watch
/// Runs a program in a thread of its own, and looks on.
pub fn watch<F>(program: impl FnOnce() -> F + Send + 'static) -> Verdict
where
    F: Future<Output = ()>,
{
    let watched = move || {
        block_on(async {
            // The timer of this timeout needs the thread to come.
            match timeout(LIMIT, program()).await {
                Ok(()) => Verdict::Ended,
                Err(_) => Verdict::Waits(dump()),
            }
        })
    };
    // This one needs only another thread.
    attempt(LIMIT * 10, watched).unwrap_or(Verdict::Blocked)
}
// ANCHOR_END: watch
