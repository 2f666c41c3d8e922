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
mod tests {
    use std::pin::pin;
    use std::task::Waker;
    use std::thread;

    use rt_spin::{block_on, join};
    use time_limit::within;

    use super::*;

    const SHORT: Duration = Duration::from_millis(20);

    #[test]
    fn a_nap_is_not_too_short() {
        let begin = Instant::now();
        within(Duration::from_secs(20), || block_on(nap(SHORT)));
        assert!(begin.elapsed() >= SHORT);
    }

    #[test]
    fn a_nap_begins_with_its_first_poll() {
        let mut nap = pin!(nap(Duration::from_secs(3600)));
        thread::sleep(SHORT);
        let mut cx = Context::from_waker(Waker::noop());
        let before = Instant::now();
        assert!(nap.as_mut().poll(&mut cx).is_pending());
        assert!(nap.end.unwrap() >= before + nap.length);
    }

    #[test]
    fn no_nap_at_all_is_ready_at_once() {
        let mut nap = pin!(nap(Duration::ZERO));
        let mut cx = Context::from_waker(Waker::noop());
        assert_eq!(nap.as_mut().poll(&mut cx), Poll::Ready(Duration::ZERO));
    }

    #[test]
    fn the_shorter_nap_is_over_first() {
        let order = std::cell::RefCell::new(Vec::new());
        let take = async |length: Duration| {
            nap(length).await;
            order.borrow_mut().push(length);
        };
        block_on(join(take(2 * SHORT), take(SHORT)));
        assert_eq!(*order.borrow(), [SHORT, 2 * SHORT]);
    }
}
