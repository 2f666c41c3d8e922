//! The three models on paper: when each task would be done, without running it.
//!
//! Each function takes the tasks in the order in which they begin, and returns the time of each
//! task's end, in order of these times. Everything that costs a real machine time beside the
//! tasks' own steps (starting a thread, waking up, printing) is left out.
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use tasks::{Plan, Step};

mod threaded;

pub use threaded::threaded;

/// A task's name, and how long after the beginning of the run it is done.
pub type End = (String, Duration);

/// One after another.
pub fn synchronous(plans: &[Plan]) -> Vec<End> {
    let mut now = Duration::ZERO;
    plans
        .iter()
        .map(|plan| {
            now += plan.steps.iter().map(length).sum::<Duration>();
            (plan.name.clone(), now)
        })
        .collect()
}

/// Interleaved in one thread. A task yields when it waits, and only then.
pub fn asynchronous(plans: &[Plan]) -> Vec<End> {
    let mut now = Duration::ZERO;
    let mut ready: VecDeque<_> =
        plans.iter().map(|plan| (&plan.name, plan.steps.iter())).collect();
    let mut waiting: BTreeMap<(Duration, usize), _> = BTreeMap::new();
    let mut ends = Vec::new();

    for turn in 0.. {
        while let Some(due) = waiting.first_entry()
            && due.key().0 <= now
        {
            ready.push_back(due.remove());
        }
        if let Some((name, mut rest)) = ready.pop_front() {
            loop {
                match rest.next() {
                    Some(&Step::Compute(time)) => now += time,
                    Some(&Step::Wait(time)) => {
                        waiting.insert((now + time, turn), (name, rest));
                        break;
                    }
                    None => {
                        ends.push((name.clone(), now));
                        break;
                    }
                }
            }
        } else if let Some(&(until, _)) = waiting.keys().next() {
            now = until;
        } else {
            break;
        }
    }
    ends
}

fn length(step: &Step) -> Duration {
    match *step {
        Step::Compute(time) | Step::Wait(time) => time,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tasks::{eight_with_a_hog, many, no_waiting, three};

    /// Names and milliseconds, easy to write down by hand.
    fn in_ms(ends: &[End]) -> Vec<(&str, u128)> {
        ends.iter()
            .map(|(name, end)| (name.as_str(), end.as_millis()))
            .collect()
    }

    #[test]
    fn synchronous_times_add_up() {
        assert_eq!(
            in_ms(&synchronous(&three())),
            [("ant", 220), ("bee", 560), ("cat", 640)]
        );
    }

    #[test]
    fn asynchronous_waits_overlap() {
        assert_eq!(
            in_ms(&asynchronous(&three())),
            [("cat", 120), ("ant", 220), ("bee", 360)]
        );
    }

    #[test]
    fn asynchronous_without_waiting_is_synchronous() {
        assert_eq!(asynchronous(&no_waiting()), synchronous(&no_waiting()));
        assert_eq!(asynchronous(&many(1)), synchronous(&many(1)));
    }

    #[test]
    fn everyone_stands_behind_a_hog() {
        let ends = asynchronous(&eight_with_a_hog());
        let expected = [
            ("hog", 430),
            ("ant", 480),
            ("bee", 490),
            ("cat", 500),
            ("dog", 550),
            ("eel", 560),
            ("fox", 570),
            ("gnu", 580),
        ];
        assert_eq!(in_ms(&ends), expected);
    }
}
