//! A timeout without a box, and without unsafe code of its own.
//!
//! The future is pinned with the whole, for it may be one of `async`. The sleep
//! is not: `Sleep` is `Unpin`, and `Pin::new` does for it. A future that is
//! late stays in the timeout until this is dropped; who awaits it in an `async`
//! function drops it in the same statement.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use pin_project_lite::pin_project;
use rt_time::{Sleep, sleep};

pin_project! {
    /// What [`timeout`] returns.
    pub struct Timeout<F> {
        #[pin]
        future: F,
        late: Sleep,
    }
}

/// The output, if it is there in time.
pub fn timeout<F: Future>(limit: Duration, future: F) -> Timeout<F> {
    Timeout { future, late: sleep(limit) }
}

impl<F: Future> Future for Timeout<F> {
    type Output = Option<F::Output>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        // First the future: what is there in time is not late.
        if let Poll::Ready(output) = this.future.poll(cx) {
            return Poll::Ready(Some(output));
        }
        Pin::new(this.late).poll(cx).map(|()| None)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::{pending, ready};
    use std::pin::pin;

    use rt_time::block_on;
    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);
    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn what_is_ready_in_time_comes_out() {
        within(LIMIT, || {
            assert_eq!(block_on(timeout(Duration::ZERO, ready(7))), Some(7));
            let nap = async {
                sleep(Duration::from_millis(1)).await;
                7
            };
            assert_eq!(block_on(timeout(LONG, nap)), Some(7));
        });
    }

    #[test]
    fn what_is_late_is_dropped_with_the_timeout() {
        struct Says<'a>(&'a Cell<bool>);
        impl Drop for Says<'_> {
            fn drop(&mut self) {
                self.0.set(true);
            }
        }
        within(LIMIT, || {
            let dropped = Cell::new(false);
            block_on(async {
                let late = async {
                    let _says = Says(&dropped);
                    pending::<()>().await;
                };
                assert_eq!(
                    timeout(Duration::from_millis(20), late).await,
                    None
                );
                assert!(dropped.get());
            });
        });
    }

    #[test]
    fn a_future_that_is_lent_outlives_the_timeout() {
        within(LIMIT, || {
            block_on(async {
                let mut nap = pin!(sleep(Duration::from_millis(50)));
                let short = timeout(Duration::ZERO, nap.as_mut()).await;
                assert_eq!(short, None);
                assert_eq!(timeout(LONG, nap).await, Some(()));
            });
        });
    }
}
