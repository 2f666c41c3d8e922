//! Looks on at a program that may hang.

use std::pin::pin;
use std::time::Duration;

use time_limit::attempt;
use tiny_rt::{block_on, dump, nudge, sleep, timeout};

/// What became of a program.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It has ended.
    Ended,
    /// Its thread goes on, and timers come.
    Waits {
        /// What its tasks wait for.
        tasks: Vec<String>,
        /// Whether they have all ended when each was woken once more.
        ends_when_woken: bool,
    },
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
            // To the end: what it holds, its tasks do not get by its drop.
            let mut program = pin!(program());
            // The timer of this timeout needs the thread to come.
            if timeout(LIMIT, program.as_mut()).await.is_ok() {
                return Verdict::Ended;
            }
            let tasks = dump();
            nudge();
            sleep(LIMIT).await;
            Verdict::Waits { tasks, ends_when_woken: dump().is_empty() }
        })
    };
    // This one needs only another thread.
    attempt(LIMIT * 10, watched).unwrap_or(Verdict::Blocked)
}
// ANCHOR_END: watch
