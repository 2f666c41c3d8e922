//! The wheel says what the heap says, whatever happens.

use proptest::prelude::*;

use crate::heap::Heap;
use crate::wheel::Wheel;

/// What happens to both.
#[derive(Debug, Clone)]
enum Step {
    /// A timer for so many ticks from now.
    Insert(u64),
    /// A timer for a tick that is over, or for this very one.
    InsertLate(u64),
    /// One of those that were ever inserted.
    Cancel(prop::sample::Index),
    /// So many ticks go by.
    Jump(u64),
    /// As many as the wheel asks for.
    ToNext,
}

/// Near, at the edges of the digits, far, and too far.
fn ticks() -> impl Strategy<Value = u64> {
    let edge = (0_u32..63, 0_u64..3).prop_map(|(bit, around)| {
        (1_u64 << bit).saturating_add(around).saturating_sub(1)
    });
    prop_oneof![0_u64..200, edge, any::<u64>(), Just(u64::MAX)]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => ticks().prop_map(Step::Insert),
        1 => ticks().prop_map(Step::InsertLate),
        2 => any::<prop::sample::Index>().prop_map(Step::Cancel),
        1 => ticks().prop_map(Step::Jump),
        3 => Just(Step::ToNext),
    ];
    prop::collection::vec(step, 0..120)
}

/// How often something is done again; Miri is slow.
const ROUNDS: u64 = if cfg!(miri) { 100 } else { 10_000 };

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    #[cfg_attr(miri, ignore = "so many cases take too long")]
    fn the_wheel_expires_what_the_heap_expires(steps in steps()) {
        let (mut heap, mut wheel) = (Heap::new(), Wheel::new());
        let (mut keys, mut now) = (Vec::new(), 0_u64);
        for step in steps {
            match step {
                Step::Insert(ticks) => {
                    let at = now.saturating_add(ticks);
                    let value = (at, keys.len());
                    let in_heap = heap.insert(at, value);
                    keys.push((in_heap, wheel.insert(at, value)));
                }
                Step::InsertLate(ticks) => {
                    let value = (now, keys.len());
                    let at = now.saturating_sub(ticks);
                    let in_heap = heap.insert(at, value);
                    keys.push((in_heap, wheel.insert(at, value)));
                }
                Step::Cancel(_) if keys.is_empty() => {}
                Step::Cancel(index) => {
                    let (in_heap, in_wheel) = *index.get(&keys);
                    let removed = heap.remove(in_heap);
                    prop_assert_eq!(removed, wheel.remove(in_wheel));
                }
                Step::Jump(ticks) => now = now.saturating_add(ticks),
                Step::ToNext => now = wheel.next().unwrap_or(now).max(now),
            }
            let from_wheel = wheel.expire(now);
            prop_assert!(from_wheel.is_sorted_by_key(|(at, _)| *at));
            prop_assert!(from_wheel.iter().all(|(at, _)| *at <= now));
            let mut sorted = from_wheel;
            sorted.sort_unstable();
            let mut from_heap = heap.expire(now);
            from_heap.sort_unstable();
            prop_assert_eq!(sorted, from_heap);
            // It never sleeps too long, nor sleeps at all without need.
            match (wheel.next(), heap.next()) {
                (Some(look), Some(at)) => {
                    prop_assert!(now < look && look <= at);
                }
                (look, at) => prop_assert_eq!(look, at),
            }
            prop_assert_eq!(wheel.len(), heap.len());
            prop_assert_eq!(wheel.places(), wheel.len());
            prop_assert!(heap.places() <= 2 * heap.len() + 64);
        }
    }

    #[test]
    #[cfg_attr(miri, ignore = "so many cases take too long")]
    fn a_timer_is_reached_in_as_many_looks_as_there_are_digits(at in ticks()) {
        let mut wheel = Wheel::new();
        wheel.insert(at, ());
        let mut looks = 0;
        while !wheel.is_empty() {
            looks += 1;
            prop_assert!(looks <= 11);
            let next = wheel.next().unwrap();
            wheel.expire(next);
        }
    }
}

#[test]
fn a_cancelled_timer_leaves_nothing() {
    let (mut heap, mut wheel) = (Heap::new(), Wheel::new());
    for n in 0..ROUNDS {
        let (in_heap, in_wheel) = (heap.insert(n, n), wheel.insert(n, n));
        assert_eq!(heap.remove(in_heap), Some(n));
        assert_eq!(wheel.remove(in_wheel), Some(n));
    }
    assert_eq!((heap.len(), heap.places()), (0, 0));
    assert_eq!((wheel.len(), wheel.places()), (0, 0));
}

#[test]
fn cancelled_timers_behind_another_one_are_cleared_away() {
    let mut heap = Heap::new();
    heap.insert(0, 0);
    for n in 1..ROUNDS {
        let key = heap.insert(n, n);
        heap.remove(key);
        assert!(heap.places() <= 2 + 64);
    }
}

#[test]
fn a_wheel_without_timers_goes_on_with_the_time() {
    let mut wheel = Wheel::new();
    wheel.expire(100);
    wheel.insert(120, ());
    // As seen from 0, there would be something to do at 64.
    assert_eq!(wheel.next(), Some(120));
}

#[test]
fn a_key_of_a_timer_that_is_gone_finds_no_other() {
    let (mut heap, mut wheel) = (Heap::new(), Wheel::new());
    let old = (heap.insert(1, 'a'), wheel.insert(1, 'a'));
    assert_eq!((heap.expire(1), wheel.expire(1)), (vec!['a'], vec!['a']));
    let new = (heap.insert(2, 'b'), wheel.insert(2, 'b'));
    assert_eq!((heap.remove(old.0), wheel.remove(old.1)), (None, None));
    assert_eq!(heap.get_mut(new.0), Some(&mut 'b'));
    assert_eq!(wheel.get_mut(new.1), Some(&mut 'b'));
}
