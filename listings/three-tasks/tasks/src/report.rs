use std::time::{Duration, Instant};

use crate::Plan;

/// More tasks than this would fill the screen.
const MANY: usize = 8;

/// Prints when each task is done, counted from the beginning of the run.
///
/// Only the total is printed for many tasks, and for tasks that never wait: in which order threads
/// that only compute come to their ends is the kernel's affair, and differs from run to run.
#[derive(Debug)]
pub struct Report {
    start: Instant,
    only_total: bool,
}

impl Report {
    /// The run of these tasks begins.
    pub fn begin(plans: &[Plan]) -> Report {
        let only_total = plans.len() > MANY || !plans.iter().any(Plan::waits);
        Report { start: Instant::now(), only_total }
    }

    /// A task is done.
    pub fn done(&self, name: &str) {
        if !self.only_total {
            println!("{name} is done after {}", ms(self.start.elapsed()));
        }
    }

    /// The run is over.
    pub fn end(self) {
        println!("all done after {}", ms(self.start.elapsed()));
    }
}

fn ms(time: Duration) -> String {
    format!("{} ms", time.as_millis())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{many, no_waiting, three};

    #[test]
    fn a_screen_full_of_tasks_is_told_one_by_one() {
        for (plans, only_total) in
            [(three(), false), (many(8), false), (many(9), true)]
        {
            assert_eq!(Report::begin(&plans).only_total, only_total);
        }
        assert!(Report::begin(&no_waiting()).only_total);
    }
}
