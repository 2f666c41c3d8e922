//! At which ticks a wheel is looked at.

use rt_time::wheel::Wheel;

const TICKS: [u64; 4] = [5, 70, 200, 5000];

fn main() {
    for (look, expired) in walk() {
        match expired.as_slice() {
            [] => println!("tick {look}: timers go down"),
            _ => println!("tick {look}: {expired:?} expired"),
        }
    }
}

// ANCHOR: walk
/// Each look at the wheel, and the timers that have expired there.
fn walk() -> Vec<(u64, Vec<u64>)> {
    let mut wheel = Wheel::new();
    for at in TICKS {
        wheel.insert(at, at);
    }
    let mut looks = Vec::new();
    while let Some(next) = wheel.next() {
        looks.push((next, wheel.expire(next)));
    }
    looks
}
// ANCHOR_END: walk

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timer_expires_at_its_tick_after_as_many_looks_as_it_has_digits() {
        let looks = walk();
        assert_eq!(looks.len(), 8);
        let expired = looks.iter().filter(|(_, expired)| !expired.is_empty());
        for (look, expired) in expired.clone() {
            assert_eq!(expired, &[*look]);
        }
        assert!(expired.map(|(look, _)| *look).eq(TICKS));
    }
}
