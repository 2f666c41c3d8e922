//! Rows about futures of futures.

use std::cell::Cell;

use tiny_rt::{Either, join, join_all, race, select};

use super::*;

/// Takes one of two, when it is ready; it waits before that so often.
async fn take(left: &Cell<u32>, waits: u32) -> u32 {
    for _ in 0..waits {
        yield_now().await;
    }
    left.update(|left| left - 1);
    1
}

/// What is taken and what is left together, after a drop: two if nothing is
/// lost.
async fn sum<F: Future<Output = u32>>(
    left: &Cell<u32>,
    polls: usize,
    call: F,
) -> (Dropped, u32) {
    let taken = at_most(polls, call).await;
    (was_dropped(&taken), taken.unwrap_or(0) + left.get())
}

/// What comes of each drop.
fn sums<F>(scene: F) -> Vec<u32>
where
    F: AsyncFn(usize) -> (Dropped, u32) + Send + 'static,
{
    in_time(async move || every_drop(scene).await)
}

#[test]
fn a_join_loses_what_was_ready() {
    let results = sums(async |polls| {
        let left = Cell::new(2);
        let both = async {
            let (a, b) = join(take(&left, 1), take(&left, 3)).await;
            a + b
        };
        sum(&left, polls, both).await
    });
    assert_eq!(results, [2, 2, 1, 1, 2]);
    let results = sums(async |polls| {
        let left = Cell::new(2);
        let both = async {
            let all = join_all([take(&left, 1), take(&left, 3)]).await;
            all.into_iter().sum()
        };
        sum(&left, polls, both).await
    });
    assert_eq!(results, [2, 2, 1, 1, 2]);
}

#[test]
fn select_race_and_timeout_lose_nothing_of_futures_that_are_safe() {
    let results = sums(async |polls| {
        let left = Cell::new(2);
        let first = async {
            match select(take(&left, 3), take(&left, 2)).await {
                Either::Left(taken) | Either::Right(taken) => taken,
            }
        };
        sum(&left, polls, first).await
    });
    assert_eq!(results, [2; 4]);
    let results = sums(async |polls| {
        let left = Cell::new(2);
        let first = race([take(&left, 3), take(&left, 2)]);
        sum(&left, polls, first).await
    });
    assert_eq!(results, [2; 4]);
    let results = sums(async |polls| {
        let left = Cell::new(2);
        let taken = async {
            timeout(Duration::from_secs(20), take(&left, 2)).await.unwrap()
        };
        sum(&left, polls, taken).await
    });
    assert_eq!(results, [2; 4]);
}
