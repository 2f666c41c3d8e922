//! What it takes to insert, to cancel, and to expire.

use std::time::{Duration, Instant};

use crate::timers::Timers;

/// In one round; few timers get many rounds.
const OPERATIONS: usize = 1_000_000;
/// Deadlines are within a minute, in milliseconds.
const WITHIN: u64 = 60_000;

/// Nanoseconds for one timer.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// Into a structure that grows up to the count.
    pub insert: f64,
    /// Out of one that shrinks from the count to its half.
    pub cancel: f64,
    /// The other half, one after the other, each look included.
    pub expire: f64,
}

// ANCHOR: measure
/// What it takes with so many timers.
pub fn measure<T: Timers>(count: usize) -> Cost {
    let rounds = (OPERATIONS / count).max(1);
    let [mut insert, mut cancel, mut expire] = [Duration::ZERO; 3];
    let mut chance = Chance(1);
    for _ in 0..rounds {
        let deadlines: Vec<u64> =
            (0..count).map(|_| chance.below(WITHIN)).collect();
        let mut timers = T::default();

        let begin = Instant::now();
        let keys: Vec<_> =
            deadlines.iter().map(|at| timers.insert(*at, *at)).collect();
        insert += begin.elapsed();

        let begin = Instant::now();
        for key in keys.iter().step_by(2) {
            timers.remove(*key);
        }
        cancel += begin.elapsed();

        let begin = Instant::now();
        expire_all(&mut timers);
        expire += begin.elapsed();
    }
    let (all, half) = (rounds * count, rounds * count / 2);
    Cost {
        insert: each(insert, all),
        cancel: each(cancel, half),
        expire: each(expire, half),
    }
}

/// As the executor does it: the clock goes to the next tick at which there is
/// something to do. Returns how many expired.
fn expire_all(timers: &mut impl Timers) -> usize {
    let mut expired = 0;
    while let Some(next) = timers.next() {
        expired += timers.expire(next).len();
    }
    expired
}
// ANCHOR_END: measure

fn each(time: Duration, count: usize) -> f64 {
    time.as_secs_f64() * 1e9 / count as f64
}

/// The same numbers in each run: Marsaglia's xorshift.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rt_time::heap::Heap;
    use rt_time::wheel::Wheel;

    #[test]
    fn all_that_are_left_expire() {
        fn check<T: Timers>() {
            let mut timers = T::default();
            let keys: Vec<_> = (0..100).map(|n| timers.insert(n, n)).collect();
            for key in keys.iter().step_by(2) {
                assert!(timers.remove(*key).is_some());
            }
            assert_eq!(expire_all(&mut timers), 50);
        }
        check::<Heap<u64>>();
        check::<Wheel<u64>>();
    }

    #[test]
    fn chance_stays_below_its_limit_and_differs() {
        let mut chance = Chance(1);
        let numbers: Vec<u64> = (0..100).map(|_| chance.below(10)).collect();
        assert!((0..10).all(|number| numbers.contains(&number)));
        assert!(numbers.iter().all(|number| *number < 10));
    }

    #[test]
    fn a_timer_takes_a_part_of_the_whole() {
        assert_eq!(each(Duration::from_micros(5), 1000), 5.0);
    }
}
