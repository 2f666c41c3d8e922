//! Chance that can be repeated.

use std::cell::Cell;

thread_local! {
    static STATE: Cell<u64> = const { Cell::new(1) };
}

/// Begins anew: the same seed gives the same numbers, on this thread.
pub fn seed(seed: u64) {
    // From 0 this generator would not get away.
    STATE.set(seed.max(1));
}

/// A number below `count`, all with nearly the same chance.
pub fn below(count: usize) -> usize {
    // Marsaglia's xorshift: it visits all numbers but 0.
    let mut state = STATE.get();
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    STATE.set(state);
    // The high half is the better one.
    ((state >> 32) % count as u64) as usize
}
