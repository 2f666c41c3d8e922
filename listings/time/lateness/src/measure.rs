//! How late sleeps end.

use std::thread;
use std::time::{Duration, Instant};

use rt_time::{block_on, sleep, spawn};

/// How long the neighbour keeps the thread, and how long it rests.
const WORK: Duration = Duration::from_millis(5);
const REST: Duration = Duration::from_millis(1);

/// How late sleeps of one length end: the medians.
#[derive(Debug)]
pub struct Late {
    /// In a task that is alone.
    pub alone: Duration,
    /// Beside a task that keeps the thread.
    pub beside: Duration,
    /// In a thread that blocks, without a runtime.
    pub thread: Duration,
}

/// So many sleeps of this length in each way.
pub fn measure(length: Duration, count: usize) -> Late {
    Late {
        alone: median(block_on(sleeps(length, count))),
        beside: median(block_on(beside(length, count))),
        thread: median(
            (0..count)
                .map(|_| late(length, || thread::sleep(length)))
                .collect(),
        ),
    }
}

async fn sleeps(length: Duration, count: usize) -> Vec<Duration> {
    let mut late = Vec::new();
    for _ in 0..count {
        let begin = Instant::now();
        sleep(length).await;
        late.push(begin.elapsed() - length);
    }
    late
}

/// The same beside a task that computes for a while, again and again.
async fn beside(length: Duration, count: usize) -> Vec<Duration> {
    // It is dropped when `block_on` returns.
    drop(spawn(async {
        loop {
            let begin = Instant::now();
            while begin.elapsed() < WORK {}
            sleep(REST).await;
        }
    }));
    sleeps(length, count).await
}

fn late(length: Duration, sleep: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    sleep();
    begin.elapsed() - length
}

/// The middle one; of an even number, the later one of the two.
fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::*;
    use time_limit::within;

    #[test]
    fn the_median_is_in_the_middle() {
        let us = Duration::from_micros;
        assert_eq!(median([7, 1, 2].map(us).to_vec()), us(2));
        assert_eq!(median([9, 1, 2, 8].map(us).to_vec()), us(8));
    }

    #[test]
    fn no_sleep_ends_too_early_and_all_are_counted() {
        // A sleep that ended early would panic in the subtraction.
        within(Duration::from_secs(20), || {
            let length = Duration::from_micros(20_500);
            assert_eq!(block_on(sleeps(length, 5)).len(), 5);
            assert_eq!(block_on(beside(length, 4)).len(), 4);
            measure(length, 1);
        });
    }
}
