use std::hint::black_box;
use std::time::{Duration, Instant};

/// How much work the processor of this machine does in a given time.
///
/// The tasks do a fixed amount of work, not "work until the clock says so": a task that loses the
/// processor to another one has as much left to do as before.
#[derive(Debug, Clone, Copy)]
pub struct Cpu {
    rounds_per_ms: f64,
}

impl Cpu {
    /// Measures this machine. It takes some hundredths of a second.
    pub fn measure() -> Cpu {
        const ROUNDS: u64 = 5_000;
        let mut probes = [Duration::ZERO; 201];
        for probe in &mut probes {
            let start = Instant::now();
            checksum(ROUNDS);
            *probe = start.elapsed();
        }
        // Nothing came between the rounds of a quick probe. So the work of a
        // task takes its time at least, and more if something comes between.
        // (The quickest of all may have been lucky.)
        probes.sort_unstable();
        let quick = probes[probes.len() / 20];
        Cpu { rounds_per_ms: ROUNDS as f64 / (quick.as_secs_f64() * 1000.0) }
    }

    /// Does the work that takes `time` if the thread may keep its processor, undisturbed.
    pub fn compute(&self, time: Duration) {
        checksum((time.as_secs_f64() * 1000.0 * self.rounds_per_ms) as u64);
    }
}

fn checksum(rounds: u64) {
    let mut sum = 0_u64;
    for round in 0..rounds {
        // Without `black_box` the compiler may see that nobody wants the sum,
        // and compute nothing.
        sum = black_box(sum.rotate_left(5) ^ round);
    }
}
