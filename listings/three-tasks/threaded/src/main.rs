//! In parallel: each task has a thread of its own.
use std::{io, thread};

use tasks::{Cpu, Report, chosen, work};

fn main() -> io::Result<()> {
    let plans = chosen();
    let cpu = Cpu::measure();
    let report = Report::begin(&plans);
    let lanes: Vec<_> =
        plans.iter().map(|plan| trace::Task::begin(&plan.name)).collect();

    // ANCHOR: threads
    thread::scope(|scope| -> io::Result<()> {
        for (plan, lane) in plans.iter().zip(lanes) {
            let (report, cpu) = (&report, &cpu);
            let thread = thread::Builder::new().name(plan.name.clone());
            thread.spawn_scoped(scope, move || {
                work(plan, &lane, cpu);
                report.done(&plan.name);
                lane.end();
            })?;
        }
        Ok(())
    })?;
    report.end();
    // ANCHOR_END: threads
    Ok(())
}
