//! Lines, mutexes, semaphores and channels.

mod channels;
mod dumps;
mod lines;
mod mutexes;
mod semaphores;

use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use time_limit::within;

use super::*;

/// Runs a test in a thread of its own, inside of `block_on`.
fn in_time<F, T>(test: impl FnOnce() -> F + std::marker::Send + 'static) -> T
where
    F: Future<Output = T>,
    T: std::marker::Send + 'static,
{
    within(Duration::from_secs(20), || block_on(test()))
}

const fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

fn poll_once<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    let mut cx = Context::from_waker(Waker::noop());
    Pin::new(future).poll(&mut cx)
}
