//! A little chance. std has no random numbers, but it has hash maps that are seeded with some.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// Lengths of time by chance: Marsaglia's xorshift with 64 bits.
#[derive(Debug)]
pub(crate) struct Jitter(u64);

impl Jitter {
    /// Seeded with what the system gave to the hash maps of this process.
    pub(crate) fn new() -> Self {
        // The one seed that the generator never leaves is 0.
        Jitter(RandomState::new().hash_one(()).max(1))
    }

    /// A length of time from 0 up to `most`.
    pub(crate) fn up_to(&mut self, most: Duration) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        // The upper 32 bits, as a part of the largest number they can make.
        most.mul_f64((self.0 >> 32) as f64 / f64::from(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stays_within_its_bounds_and_fills_them() {
        let most = Duration::from_millis(100);
        let mut jitter = Jitter(1);
        let lengths: Vec<Duration> =
            (0..1000).map(|_| jitter.up_to(most)).collect();
        assert!(lengths.iter().all(|length| *length <= most));
        assert!(lengths.iter().any(|length| *length < most / 10));
        assert!(lengths.iter().any(|length| *length > most * 9 / 10));
    }

    #[test]
    fn no_jitter_is_none() {
        assert_eq!(Jitter::new().up_to(Duration::ZERO), Duration::ZERO);
    }
}
