use std::thread;

use crate::{Cpu, Plan, Step};
use trace::Wait;

/// Works through a plan, from the first step to the last, and doesn't return before.
// ANCHOR: work
pub fn work(plan: &Plan, lane: &trace::Task, cpu: &Cpu) {
    for step in &plan.steps {
        match *step {
            Step::Compute(time) => {
                lane.run();
                cpu.compute(time);
            }
            Step::Wait(time) => {
                lane.wait(Wait::Timer);
                thread::sleep(time);
            }
        }
    }
}
// ANCHOR_END: work
