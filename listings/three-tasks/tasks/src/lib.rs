//! What the programs of the chapter have in common: the tasks, the work, and the report.
//!
//! Begin with [`chosen`], which gives the tasks that the command line asks for.
use std::process;
use std::time::Duration;

mod cpu;
mod report;
mod work;

pub use cpu::Cpu;
pub use report::Report;
pub use work::work;

/// One thing that a task does.
// ANCHOR: step
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Needs a processor for so long.
    Compute(Duration),
    /// Needs nothing but that this time passes.
    Wait(Duration),
}
// ANCHOR_END: step

/// What a task has to do, from the first step to the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What figures and reports call the task.
    pub name: String,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

impl Plan {
    /// A plan with this name and these steps.
    pub fn new(name: impl Into<String>, steps: impl Into<Vec<Step>>) -> Plan {
        Plan { name: name.into(), steps: steps.into() }
    }

    /// Does the task ever wait?
    fn waits(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Wait(_)))
    }
}

/// Computes for so many milliseconds.
pub const fn compute(ms: u64) -> Step {
    Step::Compute(Duration::from_millis(ms))
}

/// Waits for so many milliseconds.
pub const fn wait(ms: u64) -> Step {
    Step::Wait(Duration::from_millis(ms))
}

/// The three tasks of the chapter.
// ANCHOR: three
pub fn three() -> Vec<Plan> {
    vec![
        Plan::new("ant", [compute(20), wait(180), compute(20)]),
        Plan::new("bee", [compute(20), wait(300), compute(20)]),
        Plan::new("cat", [compute(20), wait(40), compute(20)]),
    ]
}
// ANCHOR_END: three

/// The three tasks, with every wait struck out.
pub fn no_waiting() -> Vec<Plan> {
    let mut plans = three();
    for plan in &mut plans {
        plan.steps.retain(|step| matches!(step, Step::Compute(_)));
    }
    plans
}

/// As many tasks as you like, each of which waits for 20 ms and does nothing else.
pub fn many(count: usize) -> Vec<Plan> {
    let plan = |n| Plan::new(format!("task {n}"), [wait(20)]);
    (1..=count).map(plan).collect()
}

/// Seven tasks that compute a little, and one that computes for a long time.
pub fn eight_with_a_hog() -> Vec<Plan> {
    let names = ["ant", "bee", "cat", "hog", "dog", "eel", "fox", "gnu"];
    names
        .map(|name| match name {
            "hog" => Plan::new(name, [compute(400)]),
            _ => Plan::new(name, [compute(10), wait(100), compute(10)]),
        })
        .into()
}

/// The tasks that the first argument of the program asks for; without one, [`three`].
///
/// An argument that asks for none ends the program, with the status 2 and a word of help.
pub fn chosen() -> Vec<Plan> {
    let Some(word) = std::env::args().nth(1) else {
        return three();
    };
    named(&word).unwrap_or_else(|| {
        eprintln!("no tasks are called `{word}`: give nothing, `no-waiting`, `hog`, or how many");
        process::exit(2)
    })
}

fn named(word: &str) -> Option<Vec<Plan>> {
    match word {
        "no-waiting" => Some(no_waiting()),
        "hog" => Some(eight_with_a_hog()),
        number => number.parse().ok().map(many),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_waiting_the_computing_stays() {
        for (all, rest) in three().iter().zip(no_waiting()) {
            assert_eq!(rest.steps, [all.steps[0], all.steps[2]]);
        }
    }

    #[test]
    fn words_name_tasks() {
        assert_eq!(named("no-waiting"), Some(no_waiting()));
        assert_eq!(named("3").map(|plans| plans.len()), Some(3));
        assert_eq!(named("-3"), None);
    }
}
