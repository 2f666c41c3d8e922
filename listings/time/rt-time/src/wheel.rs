//! Timers in a hierarchical wheel.
//!
//! To insert and to cancel take the same time, however many timers there are.
//! A tick is written in digits of base 64; a level is a digit. A timer stands
//! at the highest digit in which its tick differs from the present, in the
//! slot of its own digit there. When the present comes to that slot, the
//! timers in it differ in lower digits only, and go down.

use std::mem;

pub use mio::Token as Key;
use token_table::TokenTable;

// ANCHOR: wheel
/// The bits of a digit.
const BITS: u32 = 6;
/// The values of a digit.
const SLOTS: usize = 1 << BITS;
/// The digits of any tick: none is too far away.
const LEVELS: usize = u64::BITS.div_ceil(BITS) as usize;

/// Timers, each with a value. Times are ticks since whenever.
#[derive(Debug)]
pub struct Wheel<T> {
    now: u64,
    levels: Vec<Level>,
    timers: TokenTable<Timer<T>>,
}

#[derive(Debug)]
struct Level {
    /// A bit for each slot that is not empty.
    occupied: u64,
    slots: [Vec<Key>; SLOTS],
}

#[derive(Debug)]
struct Timer<T> {
    at: u64,
    /// Where its key is: in which level and slot, and where in the slot.
    level: usize,
    slot: usize,
    index: usize,
    value: T,
}
// ANCHOR_END: wheel

// ANCHOR: insert
impl<T> Wheel<T> {
    /// Inserts a timer for the tick `at`. If that is over, it expires next.
    pub fn insert(&mut self, at: u64, value: T) -> Key {
        let at = at.max(self.now);
        let timer = Timer { at, level: 0, slot: 0, index: 0, value };
        let key = self.timers.insert(timer);
        self.place(key);
        key
    }

    /// Puts a timer where it belongs, as seen from now.
    fn place(&mut self, key: Key) {
        let timer = self.timers.get_mut(key);
        let timer = timer.expect("a timer that is placed is there");
        let differs = timer.at ^ self.now;
        let highest_bit = differs.checked_ilog2().unwrap_or(0);
        timer.level = (highest_bit / BITS) as usize;
        timer.slot = digit(timer.at, timer.level);
        let level = &mut self.levels[timer.level];
        level.occupied |= 1 << timer.slot;
        let keys = &mut level.slots[timer.slot];
        timer.index = keys.len();
        keys.push(key);
    }
    // ANCHOR_END: insert

    // ANCHOR: remove
    /// Cancels a timer.
    pub fn remove(&mut self, key: Key) -> Option<T> {
        let timer = self.timers.remove(key)?;
        let level = &mut self.levels[timer.level];
        let keys = &mut level.slots[timer.slot];
        // The last one of the slot takes its place.
        keys.swap_remove(timer.index);
        if let Some(moved) = keys.get(timer.index) {
            let moved = self.timers.get_mut(*moved);
            moved.expect("a key in a slot has a timer").index = timer.index;
        } else if keys.is_empty() {
            level.occupied &= !(1 << timer.slot);
        }
        Some(timer.value)
    }
    // ANCHOR_END: remove
}

/// The digit of a tick that is looked at in this level.
fn digit(tick: u64, level: usize) -> usize {
    (tick >> (BITS * level as u32)) as usize % SLOTS
}

impl<T> Wheel<T> {
    // ANCHOR: next
    /// When there is something to do next: a timer expires then, or later.
    pub fn next(&self) -> Option<u64> {
        self.first().map(|(_, _, start)| start)
    }

    /// The first slot that is not empty, and the first tick of that slot.
    /// Higher levels have later ones only.
    fn first(&self) -> Option<(usize, usize, u64)> {
        let mut levels = self.levels.iter().enumerate();
        let (level, it) = levels.find(|(_, level)| level.occupied != 0)?;
        let slot = it.occupied.trailing_zeros();
        let shift = BITS * level as u32;
        let higher = u64::MAX.checked_shl(shift + BITS).unwrap_or(0);
        let start = self.now & higher | u64::from(slot) << shift;
        Some((level, slot as usize, start))
    }
    // ANCHOR_END: next

    // ANCHOR: expire
    /// Takes out all that expire at the tick `now` or before, in the order of
    /// their ticks.
    pub fn expire(&mut self, now: u64) -> Vec<T> {
        let mut expired = Vec::new();
        while let Some((level, slot, start)) = self.first()
            && start <= now
        {
            self.now = start;
            let level = &mut self.levels[level];
            level.occupied &= !(1 << slot);
            for key in mem::take(&mut level.slots[slot]) {
                match self.timers.get_mut(key) {
                    Some(timer) if timer.at > start => self.place(key),
                    _ => expired.extend(
                        self.timers.remove(key).map(|timer| timer.value),
                    ),
                }
            }
        }
        self.now = self.now.max(now);
        expired
    }
    // ANCHOR_END: expire
}

impl<T> Wheel<T> {
    /// No timers. It is the tick 0.
    pub fn new() -> Self {
        let level =
            || Level { occupied: 0, slots: [const { Vec::new() }; SLOTS] };
        let levels = (0..LEVELS).map(|_| level()).collect();
        Wheel { now: 0, levels, timers: TokenTable::new() }
    }

    /// The value of a timer that has not expired.
    pub fn get_mut(&mut self, key: Key) -> Option<&mut T> {
        self.timers.get_mut(key).map(|timer| &mut timer.value)
    }

    /// How many timers there are.
    pub fn len(&self) -> usize {
        self.timers.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.timers.is_empty()
    }
}

impl<T> Default for Wheel<T> {
    fn default() -> Self {
        Wheel::new()
    }
}

#[cfg(test)]
impl<T: Copy> Wheel<T> {
    /// Each value, with its level and slot.
    pub(crate) fn slots(&mut self) -> Vec<(T, usize, usize)> {
        let mut all = Vec::new();
        for (n, level) in self.levels.iter().enumerate() {
            for (slot, keys) in level.slots.iter().enumerate() {
                let values = keys.iter().filter_map(|key| {
                    self.timers.get_mut(*key).map(|timer| timer.value)
                });
                all.extend(values.map(|value| (value, n, slot)));
            }
        }
        all
    }
}
