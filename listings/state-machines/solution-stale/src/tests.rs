//! An old poem is given at once, and renewed once.

use super::{Answer, Duration, Entry, Instant};

const MOMENT: Duration = Duration::from_nanos(1);

fn poem(number: u8) -> Answer {
    Ok([number].into())
}

/// An entry with poem 1, and when it came. Its fetch had the number 1.
fn kept() -> (Entry<u32>, Instant) {
    let (mut entry, now) = (Entry::Empty, Instant::now());
    assert_eq!(entry.asked(1, 1, now), None);
    assert_eq!(entry.ended(poem(1), now), [1]);
    (entry, now)
}

/// As the exercise has them.
const YOUNG: Duration = Duration::from_secs(60);
const REGRET: Duration = Duration::from_secs(1);

#[test]
fn a_young_poem_is_given_and_not_renewed() {
    let (mut entry, now) = kept();
    assert_eq!(entry.asked(2, 2, now + YOUNG - MOMENT), Some(poem(1)));
    assert_eq!(entry.fetch_mut(), None);
}

#[test]
fn an_old_poem_is_given_at_once_and_renewed_once() {
    let (mut entry, now) = kept();
    let late = now + YOUNG;
    assert_eq!(entry.asked(2, 2, late), Some(poem(1)));
    assert_eq!(entry.asked(3, 3, late), Some(poem(1)));
    assert_eq!(entry.fetch_mut(), Some(&mut 2));
    assert_eq!(entry.ended(poem(2), late), [0; 0]);
    assert_eq!(entry.asked(4, 4, late + YOUNG - MOMENT), Some(poem(2)));
    assert_eq!(entry.fetch_mut(), None);
}

#[test]
fn if_no_new_poem_can_be_had_the_old_one_stays_for_a_while() {
    let (mut entry, now) = kept();
    let late = now + YOUNG;
    entry.asked(2, 2, late);
    assert_eq!(entry.ended(Err("gone".into()), late), [0; 0]);
    assert_eq!(entry.asked(3, 3, late + REGRET - MOMENT), Some(poem(1)));
    assert_eq!(entry.fetch_mut(), None);
    assert_eq!(entry.asked(4, 4, late + REGRET), Some(poem(1)));
    assert_eq!(entry.fetch_mut(), Some(&mut 4));
}

#[test]
fn the_first_fetch_is_for_all_who_wait_and_stops_without_them() {
    let (mut entry, now) = (Entry::Empty, Instant::now());
    entry.asked(1, 1, now);
    assert_eq!(entry.asked(2, 2, now), None);
    assert_eq!(entry.fetch_mut(), Some(&mut 1));
    entry.left(1);
    assert_eq!(entry.fetch_mut(), Some(&mut 1));
    assert_eq!(entry.ended(Err("gone".into()), now), [2]);
    entry.asked(3, 3, now);
    entry.left(3);
    assert_eq!(entry.fetch_mut(), None);
}

#[test]
fn a_renewal_does_not_stop_when_a_guest_leaves() {
    let (mut entry, now) = kept();
    entry.asked(2, 2, now + YOUNG);
    entry.left(2);
    assert_eq!(entry.fetch_mut(), Some(&mut 2));
}

#[test]
#[should_panic(expected = "not there")]
fn nothing_ends_that_was_not_begun() {
    kept().0.ended(poem(2), Instant::now());
}
