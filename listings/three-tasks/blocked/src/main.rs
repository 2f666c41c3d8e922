//! Blocked: one of the interleaved tasks waits without yielding.
use std::collections::{BTreeMap, VecDeque};
use std::thread;
use std::time::Instant;
use std::vec;

use tasks::{Cpu, Plan, Report, Step, chosen};
use trace::Wait;

// ANCHOR: task
struct Task {
    name: String,
    /// Where it has got to: all that it has to remember while it waits.
    rest: vec::IntoIter<Step>,
    lane: trace::Task,
}

impl Task {
    fn new(plan: Plan) -> Task {
        let lane = trace::Task::begin(&plan.name);
        Task { name: plan.name, rest: plan.steps.into_iter(), lane }
    }

    /// Goes on from where it last yielded. Returns until when it must wait,
    /// or `None`: it is done.
    fn resume(&mut self, cpu: &Cpu) -> Option<Instant> {
        self.lane.run();
        loop {
            match self.rest.next()? {
                Step::Compute(time) => cpu.compute(time),
                // Wrong: nobody else can go on before the thread comes back.
                Step::Wait(time) if self.name == "bee" => thread::sleep(time),
                Step::Wait(time) => return Some(Instant::now() + time),
            }
        }
    }
}
// ANCHOR_END: task

fn main() {
    let plans = chosen();
    let cpu = Cpu::measure();
    let report = Report::begin(&plans);
    let mut ready: VecDeque<Task> = plans.into_iter().map(Task::new).collect();
    // By the time at which each is due; the number keeps equal times apart.
    let mut waiting: BTreeMap<(Instant, usize), Task> = BTreeMap::new();

    for turn in 0.. {
        while let Some(due) = waiting.first_entry()
            && due.key().0 <= Instant::now()
        {
            let task = due.remove();
            task.lane.ready();
            ready.push_back(task);
        }
        if let Some(mut task) = ready.pop_front() {
            if let Some(until) = task.resume(&cpu) {
                task.lane.wait(Wait::Timer);
                waiting.insert((until, turn), task);
            } else {
                report.done(&task.name);
                task.lane.end();
            }
        } else if let Some(&(until, _)) = waiting.keys().next() {
            thread::sleep(until.saturating_duration_since(Instant::now()));
        } else {
            break;
        }
    }
    report.end();
}
