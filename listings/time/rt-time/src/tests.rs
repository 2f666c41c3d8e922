//! Wheel against heap with a clock that is passed in, and real sleeps.

mod figure;
mod intervals;
mod properties;
mod sleeps;

use std::time::Duration;

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

/// Runs a test in a thread of its own, inside of `block_on`.
fn in_time<F, T>(test: impl FnOnce() -> F + Send + 'static) -> T
where
    F: Future<Output = T>,
    T: Send + 'static,
{
    within(LIMIT, || block_on(test()))
}

const fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}
