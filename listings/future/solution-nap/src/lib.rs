//! A future that is ready after some time.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

/// A nap of this length. It begins with the first poll.
///
/// It asks the clock whenever it is polled, and tells nobody when that will
/// be worth while. So only an executor that polls again and again will do.
pub fn nap(length: Duration) -> Nap {
    Nap { length, end: None }
}

/// What [`nap`] returns.
#[derive(Debug)]
pub struct Nap {
    length: Duration,
    /// `None` before the first poll.
    end: Option<Instant>,
}

impl Future for Nap {
    /// How late it is noticed that the nap is over.
    type Output = Duration;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Duration> {
        let now = Instant::now();
        let length = self.length;
        let end = *self.end.get_or_insert(now + length);
        match now.checked_duration_since(end) {
            Some(late) => Poll::Ready(late),
            None => Poll::Pending,
        }
    }
}

#[cfg(test)]
mod tests;
