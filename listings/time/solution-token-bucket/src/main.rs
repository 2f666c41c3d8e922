//! So many a second, and a few at once: a bucket of tokens.

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use rt_time::{block_on, sleep_until};

const MOST: NonZeroU32 = NonZeroU32::new(3).expect("3 is not 0");
const EACH: Duration = Duration::from_millis(50);

fn main() {
    for time in block_on(take_many(8)) {
        println!("took a token at {} ms", time.as_millis());
    }
}

/// When each of so many tokens was got, by a task that takes all it can.
async fn take_many(count: usize) -> Vec<Duration> {
    let begin = Instant::now();
    let mut bucket = Bucket::new(MOST, EACH, begin);
    let mut times = Vec::new();
    for _ in 0..count {
        while let Err(at) = bucket.take(Instant::now()) {
            sleep_until(at).await;
        }
        times.push(begin.elapsed());
    }
    times
}

/// A bucket into which a token falls from time to time. Nothing is done for
/// that: what is remembered is when the bucket will be full. It has no clock:
/// the time is passed in.
#[derive(Debug)]
pub struct Bucket {
    most: NonZeroU32,
    each: Duration,
    full: Instant,
}

impl Bucket {
    /// A full bucket: so many tokens at most, and so long until another one
    /// falls into it.
    pub fn new(most: NonZeroU32, each: Duration, now: Instant) -> Self {
        Bucket { most, each, full: now }
    }

    /// Takes a token, or tells when there will be one.
    pub fn take(&mut self, now: Instant) -> Result<(), Instant> {
        let full = self.full.max(now) + self.each;
        // From empty to full it takes so long.
        let empty = now + self.each * self.most.get();
        if full > empty {
            return Err(now + (full - empty));
        }
        self.full = full;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time_limit::within;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn a_few_at_once_and_then_one_each_time() {
        let begin = Instant::now();
        let mut bucket = Bucket::new(MOST, 50 * MS, begin);
        for _ in 0..3 {
            assert_eq!(bucket.take(begin), Ok(()));
        }
        assert_eq!(bucket.take(begin), Err(begin + 50 * MS));
        assert_eq!(bucket.take(begin + 49 * MS), Err(begin + 50 * MS));
        assert_eq!(bucket.take(begin + 50 * MS), Ok(()));
        assert_eq!(bucket.take(begin + 50 * MS), Err(begin + 100 * MS));
    }

    #[test]
    fn what_nobody_takes_is_kept_until_the_bucket_is_full() {
        let begin = Instant::now();
        let mut bucket = Bucket::new(MOST, 50 * MS, begin);
        let later = begin + Duration::from_secs(3600);
        for _ in 0..3 {
            assert_eq!(bucket.take(later), Ok(()));
        }
        assert_eq!(bucket.take(later), Err(later + 50 * MS));
        // Two of three have fallen.
        for _ in 0..2 {
            assert_eq!(bucket.take(later + 120 * MS), Ok(()));
        }
        let next = bucket.take(later + 120 * MS);
        assert_eq!(next, Err(later + 150 * MS));
    }

    #[test]
    fn a_task_that_wants_more_has_to_sleep() {
        let times = within(Duration::from_secs(20), || block_on(take_many(5)));
        assert_eq!(times.len(), 5);
        assert!(times[3] >= EACH && times[4] >= 2 * EACH);
    }
}
