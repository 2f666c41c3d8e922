//! Those that are ready in time, and nothing of the others.

use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use rt_timeout::{join_all, select, sleep};

/// Waits for all of several futures, but not longer than this. `None` stands
/// for one that was late, which is dropped.
pub async fn in_time<F: Future>(
    limit: Duration,
    futures: impl IntoIterator<Item = F>,
) -> Vec<Option<F::Output>> {
    let mut all: Vec<_> = futures.into_iter().map(Kept::new).collect();
    let waits = join_all(all.iter_mut());
    // The join is on the left: what is ready in time has won.
    select(waits, pin!(sleep(limit))).await;
    all.into_iter().map(|kept| kept.output).collect()
}

/// A future, and then its output. The output is not given to whoever awaits
/// this: it would be lost with them.
struct Kept<F: Future> {
    future: Pin<Box<F>>,
    output: Option<F::Output>,
}

impl<F: Future> Kept<F> {
    fn new(future: F) -> Self {
        Kept { future: Box::pin(future), output: None }
    }
}

// The future is in a box, and the output is never pinned.
impl<F: Future> Unpin for Kept<F> {}

impl<F: Future> Future for Kept<F> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.future.as_mut().poll(cx).map(|output| {
            self.output = Some(output);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    use rt_timeout::{Witness, block_on};
    use time_limit::within;

    const LIMIT: Duration = Duration::from_secs(20);
    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn what_is_ready_is_kept_when_others_are_late() {
        within(LIMIT, || {
            block_on(async {
                let lengths = [Duration::ZERO, LIMIT, MS];
                let naps = lengths.map(|length| async move {
                    sleep(length).await;
                    length
                });
                let ready = in_time(100 * MS, naps).await;
                let expected = [Some(Duration::ZERO), None, Some(MS)];
                assert_eq!(ready, expected);
            });
        });
    }

    #[test]
    fn nobody_waits_for_the_limit_when_all_are_ready() {
        within(LIMIT, || {
            block_on(async {
                let ready = in_time(Duration::MAX, [async { 1 }]).await;
                assert_eq!(ready, [Some(1)]);
                let nobody = Vec::<std::future::Ready<()>>::new();
                assert!(in_time(LIMIT, nobody).await.is_empty());
            });
        });
    }

    #[test]
    fn with_no_time_at_all_what_is_ready_has_won() {
        within(LIMIT, || {
            block_on(async {
                assert_eq!(
                    in_time(Duration::ZERO, [async { 1 }]).await,
                    [Some(1)]
                );
            });
        });
    }

    #[test]
    fn whoever_is_late_is_dropped() {
        within(LIMIT, || {
            block_on(async {
                let dropped = std::rc::Rc::new(Cell::new(false));
                let seen = dropped.clone();
                let witness = Witness::who_tells(move |_| seen.set(true));
                let late = async move {
                    sleep(LIMIT).await;
                    witness.done();
                };
                assert_eq!(in_time(MS, [late]).await, [None]);
                assert!(dropped.get());
            });
        });
    }
}
