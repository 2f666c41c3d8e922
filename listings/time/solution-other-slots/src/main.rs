//! A wheel with more slots, or fewer: what they save, and what they cost.

mod wheel;

use wheel::{Wheel, levels};

/// So many timers, each at another tick of ten minutes.
const TIMERS: u64 = 10_000;
const APART: u64 = 60;

fn main() {
    row::<1>();
    row::<4>();
    row::<6>();
    row::<8>();
}

fn row<const BITS: u32>() {
    let (looks, moves) = walk::<BITS>();
    println!(
        "{} slots, {} levels, {} slots in all: {looks} looks, {moves} moves",
        1 << BITS,
        levels(BITS),
        levels(BITS) << BITS
    );
}

/// How often the wheel is looked at until all have expired, and how many
/// timers went down a level.
fn walk<const BITS: u32>() -> (usize, usize) {
    let mut wheel = Wheel::<BITS, u64>::new();
    for n in 1..=TIMERS {
        wheel.insert(n * APART, n);
    }
    while let Some(next) = wheel.next() {
        wheel.expire(next);
    }
    (wheel.looks, wheel.moves)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rt_time::heap::Heap;

    #[test]
    fn more_slots_move_less() {
        let moves =
            [walk::<1>().1, walk::<4>().1, walk::<6>().1, walk::<8>().1];
        assert!(moves.is_sorted_by(|more, less| more > less), "{moves:?}");
    }

    #[test]
    fn a_timer_moves_once_less_than_it_has_digits() {
        let mut wheel = Wheel::<4, ()>::new();
        wheel.insert(0x321, ());
        while let Some(next) = wheel.next() {
            wheel.expire(next);
        }
        assert_eq!((wheel.looks, wheel.moves), (3, 2));
    }

    #[test]
    fn a_wheel_without_timers_goes_on_with_the_time() {
        let mut wheel = Wheel::<4, ()>::new();
        wheel.expire(100);
        wheel.insert(105, ());
        assert_eq!(wheel.next(), Some(105));
    }

    fn expires_what_the_heap_expires<const BITS: u32>(steps: &[(u64, u64)]) {
        let (mut wheel, mut heap) = (Wheel::<BITS, u64>::new(), Heap::new());
        let mut now = 0_u64;
        for &(ticks, jump) in steps {
            // Some are for a tick that is over.
            let at = match ticks % 4 {
                0 => now.saturating_sub(ticks),
                _ => now.saturating_add(ticks),
            };
            wheel.insert(at, at);
            heap.insert(at, at);
            now = now.saturating_add(jump);
            let expired = wheel.expire(now);
            let mut sorted = expired;
            sorted.sort_unstable();
            assert_eq!(sorted, heap.expire(now));
            let (look, at) = (wheel.next(), heap.next());
            assert!(look.is_some() == at.is_some() && look <= at);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn a_wheel_of_any_size_says_what_the_heap_says(
            steps in prop::collection::vec((0..1_u64 << 40, 0..1_u64 << 39), 0..60)
        ) {
            expires_what_the_heap_expires::<1>(&steps);
            expires_what_the_heap_expires::<4>(&steps);
            expires_what_the_heap_expires::<8>(&steps);
        }
    }
}
