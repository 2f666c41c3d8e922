//! The loop of the chapter, with tasks that also yield while they compute.
//!
//! The loop doesn't know whether its time is real: it asks a [`Machine`]. The tests have one whose
//! clock moves only when someone computes or sleeps.
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use tasks::{Plan, Step};

/// What the loop needs of the world.
pub trait Machine {
    /// The time since the run began.
    fn now(&self) -> Duration;
    /// Does so much work.
    fn compute(&mut self, time: Duration);
    /// Returns at this time, or at once if it has passed.
    fn sleep_until(&mut self, time: Duration);
}

/// Why a task came back to the loop.
enum Progress {
    /// It must wait until then.
    Waits(Duration),
    /// It could go on, but lets others have a turn.
    Yielded,
    /// It has nothing left to do.
    Done,
}

struct Task {
    name: String,
    rest: VecDeque<Step>,
}

impl Task {
    /// Computes for one slice at most.
    fn resume(
        &mut self,
        slice: Duration,
        machine: &mut impl Machine,
    ) -> Progress {
        match self.rest.pop_front() {
            Some(Step::Compute(time)) => {
                machine.compute(time.min(slice));
                if time > slice {
                    self.rest.push_front(Step::Compute(time - slice));
                }
                // A task that is about to wait, or is done, says so now and not a turn later.
                match self.rest.front() {
                    Some(Step::Compute(_)) => Progress::Yielded,
                    _ => self.resume(slice, machine),
                }
            }
            Some(Step::Wait(time)) => Progress::Waits(machine.now() + time),
            None => Progress::Done,
        }
    }
}

/// Runs the tasks, none of which computes for longer than `slice` at a time.
/// Returns who was done when, in that order.
///
/// # Panics
/// If `slice` is zero: no task would ever get anywhere.
pub fn run(
    plans: Vec<Plan>,
    slice: Duration,
    machine: &mut impl Machine,
) -> Vec<(String, Duration)> {
    assert!(!slice.is_zero(), "a slice of no time computes nothing");
    let mut ready: VecDeque<Task> = plans
        .into_iter()
        .map(|plan| Task { name: plan.name, rest: plan.steps.into() })
        .collect();
    let mut waiting: BTreeMap<(Duration, usize), Task> = BTreeMap::new();
    let mut ends = Vec::new();

    for turn in 0.. {
        while let Some(due) = waiting.first_entry()
            && due.key().0 <= machine.now()
        {
            ready.push_back(due.remove());
        }
        if let Some(mut task) = ready.pop_front() {
            match task.resume(slice, machine) {
                Progress::Waits(until) => {
                    waiting.insert((until, turn), task);
                }
                // To the back: those who are ready already have their turn first.
                Progress::Yielded => ready.push_back(task),
                Progress::Done => ends.push((task.name, machine.now())),
            }
        } else if let Some(&(until, _)) = waiting.keys().next() {
            machine.sleep_until(until);
        } else {
            break;
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use tasks::{compute, eight_with_a_hog, three};

    const TEN: Duration = Duration::from_millis(10);

    /// A machine that takes no time, and remembers how long each turn was.
    #[derive(Default)]
    struct OnPaper {
        now: Duration,
        turns: Vec<Duration>,
    }

    impl Machine for OnPaper {
        fn now(&self) -> Duration {
            self.now
        }
        fn compute(&mut self, time: Duration) {
            self.turns.push(time);
            self.now += time;
        }
        fn sleep_until(&mut self, time: Duration) {
            self.now = self.now.max(time);
        }
    }

    #[test]
    fn the_hog_is_done_last_and_no_work_is_lost() {
        let mut machine = OnPaper::default();
        let ends = run(eight_with_a_hog(), TEN, &mut machine);
        let names: Vec<_> =
            ends.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            ["ant", "bee", "cat", "dog", "eel", "fox", "gnu", "hog"]
        );
        assert!(machine.turns.iter().all(|turn| *turn <= TEN));
        assert_eq!(
            machine.turns.iter().sum::<Duration>(),
            Duration::from_millis(540)
        );
    }

    #[test]
    fn two_that_only_compute_take_turns() {
        let plans =
            vec![Plan::new("a", [compute(20)]), Plan::new("b", [compute(30)])];
        let ends = run(plans, TEN, &mut OnPaper::default());
        // a b a b b
        let expected = [("a".to_owned(), 3 * TEN), ("b".to_owned(), 5 * TEN)];
        assert_eq!(ends, expected);
    }

    #[test]
    fn a_slice_that_cuts_nothing_changes_nothing() {
        for plans in [three(), eight_with_a_hog()] {
            let predicted = solution_predict::asynchronous(&plans);
            let ends = run(plans, Duration::MAX, &mut OnPaper::default());
            assert_eq!(ends, predicted);
        }
    }
}
