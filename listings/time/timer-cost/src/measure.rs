//! What a request costs, and what an expiry.

use std::time::Duration;

use cpu_clock::thread;

use crate::timers::Timers;

/// The timers of all rounds together; few timers get many rounds.
const TIMERS: usize = 100_000;
/// Deadlines are within a minute, in milliseconds.
const WITHIN: u64 = 60_000;
/// The requests of a round: so many for each timer, but not too few.
const TURNS: usize = 2;
const FEWEST: usize = 1000;

/// What one timer takes, of CPU time.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    /// To insert one, and to cancel another: the mean.
    pub request: Duration,
    /// The same, at its worst in a round: the median of the rounds.
    pub worst: Duration,
    /// An expiry, each look included: the mean.
    pub expiry: Duration,
}

/// What it takes with so many timers, all the time.
pub fn measure<T: Timers>(count: usize) -> Cost {
    let rounds = (TIMERS / count).clamp(1, 101);
    let requests = (TURNS * count).max(FEWEST);
    let mut cost = Cost::default();
    let mut worst = Vec::new();
    for round in 0..rounds {
        let mut chance = Chance::new(round);
        let mut timers = T::default();
        let mut keys: Vec<_> = (0..count)
            .map(|_| timers.insert(chance.below(WITHIN), 0))
            .collect();
        // ANCHOR: request
        // A request comes, with its deadline, and another one is over.
        let mut request = || {
            let new = timers.insert(chance.below(WITHIN), 0);
            let over = &mut keys[chance.below(count as u64) as usize];
            timers.remove(*over);
            *over = new;
        };
        // ANCHOR_END: request
        worst.extend((0..requests).map(|_| timed(&mut request)).max());
        // By now the heap has as many cancelled timers as it will ever have.
        cost.request += timed(|| (0..requests).for_each(|_| request()));
        cost.expiry += timed(|| expire_all(&mut timers));
    }
    worst.sort_unstable();
    Cost {
        request: cost.request / (rounds * requests) as u32,
        worst: worst[rounds / 2],
        expiry: cost.expiry / (rounds * count) as u32,
    }
}

/// As the executor does it: the clock goes to the next tick at which there is
/// something to do.
fn expire_all(timers: &mut impl Timers) {
    while let Some(next) = timers.next() {
        timers.expire(next);
    }
}

/// How much CPU time it takes.
fn timed(act: impl FnOnce()) -> Duration {
    let begin = thread();
    act();
    thread().saturating_sub(begin)
}

/// The same numbers in each run: Marsaglia's xorshift.
struct Chance(u64);

impl Chance {
    /// The one seed that it never leaves is 0.
    fn new(seed: usize) -> Self {
        Chance(seed as u64 + 1)
    }

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
    use rt_time::heap::{Heap, Key};
    use rt_time::wheel::Wheel;

    #[test]
    fn all_expire() {
        fn check<T: Timers>() {
            let mut timers = T::default();
            let keys: Vec<_> = (0..100).map(|n| timers.insert(n, n)).collect();
            expire_all(&mut timers);
            assert!(keys.iter().all(|key| timers.remove(*key).is_none()));
        }
        check::<Heap<u64>>();
        check::<Wheel<u64>>();
    }

    /// Counts what it is asked for.
    #[derive(Default)]
    struct Counting {
        heap: Heap<u64>,
        cancelled: usize,
        most: usize,
    }

    impl Timers for Counting {
        fn insert(&mut self, at: u64, value: u64) -> Key {
            let key = self.heap.insert(at, value);
            self.most = self.most.max(self.heap.len());
            key
        }

        fn remove(&mut self, key: Key) -> Option<u64> {
            self.cancelled += 1;
            Some(self.heap.remove(key).expect("it has not expired"))
        }

        fn next(&self) -> Option<u64> {
            if self.heap.is_empty() {
                assert_eq!((self.cancelled, self.most), (2000, 101));
            }
            self.heap.next()
        }

        fn expire(&mut self, now: u64) -> Vec<u64> {
            self.heap.expire(now)
        }
    }

    #[test]
    fn there_are_always_as_many_timers() {
        measure::<Counting>(100);
    }

    #[test]
    fn chance_stays_below_its_limit_and_differs() {
        let mut chance = Chance::new(0);
        let numbers: Vec<u64> = (0..100).map(|_| chance.below(10)).collect();
        assert!((0..10).all(|number| numbers.contains(&number)));
        assert!(numbers.iter().all(|number| *number < 10));
        assert_ne!(Chance::new(1).below(WITHIN), Chance::new(2).below(WITHIN));
    }
}
