//! Eight tasks and a hog that yields every 10 ms.
use std::thread;
use std::time::{Duration, Instant};

use solution_yield::{Machine, run};
use tasks::{Cpu, eight_with_a_hog};

struct ThisMachine {
    cpu: Cpu,
    start: Instant,
}

impl Machine for ThisMachine {
    fn now(&self) -> Duration {
        self.start.elapsed()
    }
    fn compute(&mut self, time: Duration) {
        self.cpu.compute(time);
    }
    fn sleep_until(&mut self, time: Duration) {
        thread::sleep(time.saturating_sub(self.now()));
    }
}

fn main() {
    let cpu = Cpu::measure();
    let mut machine = ThisMachine { cpu, start: Instant::now() };
    for (name, end) in
        run(eight_with_a_hog(), Duration::from_millis(10), &mut machine)
    {
        println!("{name} is done after {} ms", end.as_millis());
    }
}
