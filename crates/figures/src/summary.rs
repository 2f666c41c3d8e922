//! A run in numbers.

use std::collections::BTreeMap;

use crate::life::{Lives, State};
use crate::scale::time;

/// The numbers of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// How long it took, from the first event to the last, in microseconds.
    pub total_us: u64,
    /// How many threads ran a task.
    pub threads: usize,
    /// The tasks by their names in the figure.
    pub tasks: BTreeMap<String, TaskSummary>,
}

/// The numbers of one task, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskSummary {
    /// When it began, from the start of the run.
    pub begin_us: u64,
    /// When it was over, from the start of the run.
    pub end_us: u64,
    /// How long it ran.
    pub run_us: u64,
    /// How long it waited.
    pub wait_us: u64,
    /// How long it could have run and didn't.
    pub ready_us: u64,
}

impl Summary {
    pub(crate) fn of(lives: &Lives) -> Summary {
        let tasks = lives.lives.iter().map(|life| {
            let numbers = TaskSummary {
                begin_us: life.from(),
                end_us: life.to(),
                run_us: life.time_in(|state| *state == State::Run),
                wait_us: life.time_in(|state| matches!(state, State::Wait(..))),
                ready_us: life.time_in(|state| *state == State::Ready),
            };
            (life.name.clone(), numbers)
        });
        let tasks = tasks.collect();
        Summary { total_us: lives.total_us, threads: lives.threads.len(), tasks }
    }

    /// Every number with its unit, as prose quotes it: `total`; `run`, `wait` and `ready` of all
    /// tasks together; `<task>.begin`, `.end`, `.run`, `.wait` and `.ready`.
    pub fn values(&self) -> BTreeMap<String, String> {
        let mut all = BTreeMap::from([
            ("total".to_owned(), time(self.total_us)),
            ("threads".to_owned(), self.threads.to_string()),
            ("tasks".to_owned(), self.tasks.len().to_string()),
        ]);
        let sum = |part: fn(&TaskSummary) -> u64| time(self.tasks.values().map(part).sum());
        all.extend([
            ("run".to_owned(), sum(|task| task.run_us)),
            ("wait".to_owned(), sum(|task| task.wait_us)),
            ("ready".to_owned(), sum(|task| task.ready_us)),
        ]);
        for (name, task) in &self.tasks {
            let numbers = [
                ("begin", task.begin_us),
                ("end", task.end_us),
                ("run", task.run_us),
                ("wait", task.wait_us),
                ("ready", task.ready_us),
            ];
            all.extend(numbers.map(|(key, us)| (format!("{name}.{key}"), time(us))));
        }
        all
    }
}
