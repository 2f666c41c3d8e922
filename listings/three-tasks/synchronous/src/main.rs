//! One after another: each task begins when the one before it has ended.
use tasks::{Cpu, Report, chosen, work};

// ANCHOR: main
fn main() {
    let plans = chosen();
    let cpu = Cpu::measure();
    let report = Report::begin(&plans);
    let lanes: Vec<_> =
        plans.iter().map(|plan| trace::Task::begin(&plan.name)).collect();

    for (plan, lane) in plans.iter().zip(lanes) {
        work(plan, &lane, &cpu);
        report.done(&plan.name);
        lane.end();
    }
    report.end();
}
// ANCHOR_END: main
