//! A wheel whose digits have so many bits. It counts its work.

use std::mem;

use mio::Token as Key;
use token_table::TokenTable;

/// Timers, each with a value, in levels of `1 << BITS` slots.
#[derive(Debug)]
pub struct Wheel<const BITS: u32, T> {
    now: u64,
    levels: Vec<Vec<Vec<Key>>>,
    timers: TokenTable<(u64, T)>,
    /// How often it was looked at.
    pub looks: usize,
    /// How many timers were put into a lower level.
    pub moves: usize,
}

impl<const BITS: u32, T> Wheel<BITS, T> {
    /// No timers. It is the tick 0.
    pub fn new() -> Self {
        let levels = vec![vec![Vec::new(); 1 << BITS]; levels(BITS)];
        Wheel { now: 0, levels, timers: TokenTable::new(), looks: 0, moves: 0 }
    }

    /// Inserts a timer for the tick `at`. If that is over, it expires next.
    pub fn insert(&mut self, at: u64, value: T) -> Key {
        let at = at.max(self.now);
        let key = self.timers.insert((at, value));
        self.place(at, key);
        key
    }

    fn place(&mut self, at: u64, key: Key) {
        let highest_bit = (at ^ self.now).checked_ilog2().unwrap_or(0);
        let level = (highest_bit / BITS) as usize;
        self.levels[level][digit::<BITS>(at, level)].push(key);
    }

    /// When there is something to do next.
    pub fn next(&self) -> Option<u64> {
        self.first().map(|(_, _, start)| start)
    }

    fn first(&self) -> Option<(usize, usize, u64)> {
        self.levels.iter().enumerate().find_map(|(level, slots)| {
            let slot = slots.iter().position(|keys| !keys.is_empty())?;
            let shift = BITS * level as u32;
            let higher = u64::MAX.checked_shl(shift + BITS).unwrap_or(0);
            Some((level, slot, self.now & higher | (slot as u64) << shift))
        })
    }

    /// Takes out all that expire at the tick `now` or before, in the order of
    /// their ticks.
    pub fn expire(&mut self, now: u64) -> Vec<T> {
        self.looks += 1;
        let mut expired = Vec::new();
        while let Some((level, slot, start)) = self.first()
            && start <= now
        {
            self.now = start;
            for key in mem::take(&mut self.levels[level][slot]) {
                match self.timers.get_mut(key) {
                    Some((at, _)) if *at > start => {
                        let at = *at;
                        self.moves += 1;
                        self.place(at, key);
                    }
                    _ => expired
                        .extend(self.timers.remove(key).map(|timer| timer.1)),
                }
            }
        }
        self.now = self.now.max(now);
        expired
    }
}

/// How many digits of so many bits any tick has.
pub fn levels(bits: u32) -> usize {
    u64::BITS.div_ceil(bits) as usize
}

fn digit<const BITS: u32>(tick: u64, level: usize) -> usize {
    (tick >> (BITS * level as u32)) as usize % (1 << BITS)
}
