use std::time::Duration;

use tasks::{Plan, Step};

use crate::End;

/// A thread for each task, on a machine with this many processors.
///
/// Threads that compute share the processors evenly, in slices too small to see: five threads on
/// two processors each get two fifths of one. A real kernel's slices are larger.
///
/// # Panics
/// If there are no processors.
pub fn threaded(plans: &[Plan], processors: usize) -> Vec<End> {
    assert!(processors > 0, "without a processor nothing ever ends");
    let mut threads: Vec<Thread<'_>> = plans.iter().map(Thread::new).collect();
    let mut now = 0.0;
    let mut ends = Vec::new();

    loop {
        // Whoever has no step left is done.
        for thread in threads.extract_if(.., |thread| thread.now.is_none()) {
            ends.push((thread.name.to_owned(), Duration::from_secs_f64(now)));
        }
        let computing =
            threads.iter().filter(|thread| thread.computes()).count();
        let share = (processors as f64 / computing as f64).min(1.0);
        let pace =
            |thread: &Thread<'_>| if thread.computes() { share } else { 1.0 };

        // Nothing changes before the first of them comes to the end of a step.
        let lefts = threads.iter().map(|thread| thread.left / pace(thread));
        let Some(pause) = lefts.min_by(f64::total_cmp) else {
            return ends;
        };
        now += pause;
        for thread in &mut threads {
            thread.left -= pause * pace(thread);
            // What the division leaves over, its next turn does away with.
            if thread.left <= 0.0 {
                thread.next();
            }
        }
    }
}

struct Thread<'a> {
    name: &'a str,
    now: Option<Step>,
    /// Seconds until the end of the step that it is at.
    left: f64,
    rest: std::slice::Iter<'a, Step>,
}

impl<'a> Thread<'a> {
    fn new(plan: &'a Plan) -> Thread<'a> {
        let rest = plan.steps.iter();
        let mut thread =
            Thread { name: &plan.name, now: None, left: 0.0, rest };
        thread.next();
        thread
    }

    fn next(&mut self) {
        self.now = self.rest.next().copied();
        if let Some(Step::Compute(time) | Step::Wait(time)) = self.now {
            self.left = time.as_secs_f64();
        }
    }

    fn computes(&self) -> bool {
        matches!(self.now, Some(Step::Compute(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tasks::{compute, eight_with_a_hog, no_waiting, three, wait};

    /// Names and milliseconds; the shares of a processor leave rounding errors.
    fn in_ms(ends: &[End]) -> Vec<(&str, u32)> {
        let ms = |end: Duration| (end.as_secs_f64() * 1000.0).round() as u32;
        ends.iter().map(|(name, end)| (name.as_str(), ms(*end))).collect()
    }

    #[test]
    fn with_enough_processors_no_thread_stands_aside() {
        assert_eq!(
            in_ms(&threaded(&three(), 3)),
            [("cat", 80), ("ant", 220), ("bee", 340)]
        );
    }

    #[test]
    fn threads_share_too_few_processors() {
        // Each thread first computes for 20 ms on two thirds of a processor.
        assert_eq!(
            in_ms(&threaded(&three(), 2)),
            [("cat", 90), ("ant", 230), ("bee", 350)]
        );
    }

    #[test]
    fn computing_is_divided_by_the_processors() {
        for (processors, total) in [(1, 120), (2, 60), (8, 40)] {
            let ends = threaded(&no_waiting(), processors);
            assert_eq!(
                in_ms(&ends),
                [("ant", total), ("bee", total), ("cat", total)]
            );
        }
    }

    #[test]
    fn a_hog_holds_nobody_up() {
        let ends = threaded(&eight_with_a_hog(), 1);
        let names: Vec<_> =
            ends.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            ["ant", "bee", "cat", "dog", "eel", "fox", "gnu", "hog"]
        );
    }

    #[test]
    fn a_waiting_thread_needs_no_processor() {
        let plans = [
            Plan::new("a", [compute(50)]),
            Plan::new("b", [compute(50)]),
            Plan::new("c", [wait(50), compute(50)]),
        ];
        // At 50 ms `a` and `b` have 25 ms left each, and now share with `c`.
        assert_eq!(
            in_ms(&threaded(&plans, 1)),
            [("a", 125), ("b", 125), ("c", 150)]
        );
    }
}
