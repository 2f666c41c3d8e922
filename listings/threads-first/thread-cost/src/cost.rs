use std::fmt;
use std::io;
use std::str::FromStr;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use crate::gate::Gate;
use crate::memory::Memory;

/// What so many waiting threads cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    /// MiB of addresses, of memory, and of memory in the kernel, and KiB a thread of the last two;
    /// `None` where nobody tells.
    pub memory: Option<[f64; 4]>,
    /// Microseconds a thread: to start it, until it waits; and to wake it and see it end.
    pub time: [f64; 2],
}

// ANCHOR: measure
/// Starts one thread or more, looks at them while they wait, and ends them.
pub fn measure(count: usize) -> io::Result<Cost> {
    let gate = Arc::new(Gate::default());
    let before = Memory::now();
    let begin = Instant::now();
    let mut threads = Vec::new();
    for _ in 0..count {
        let gate = Arc::clone(&gate);
        threads.push(thread::Builder::new().spawn(move || gate.pass())?);
    }
    // `spawn` may return before its thread has run at all.
    gate.wait_for(count);
    let started = begin.elapsed();
    let after = Memory::now();

    let begin = Instant::now();
    gate.open();
    for thread in threads {
        thread.join().expect("a gate does not panic");
    }
    let ended = begin.elapsed();
    // ANCHOR_END: measure
    let memory = match (before, after) {
        (Ok(before), Ok(after)) => Some(after - before),
        _ => None,
    };
    Ok(Cost {
        memory: memory.map(|memory| told(memory, count)),
        time: [started, ended]
            .map(|time| time.as_secs_f64() * 1e6 / count as f64),
    })
}

fn told(memory: Memory, count: usize) -> [f64; 4] {
    let mib = |kib: u64| kib as f64 / 1024.0;
    let each = (memory.resident + memory.kernel) as f64 / count as f64;
    let Memory { virtual_, resident, kernel } = memory;
    [mib(virtual_), mib(resident), mib(kernel), each]
}

/// As cells of CSV: a cell is empty where nothing was measured.
impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.memory {
            Some([virtual_, resident, kernel, each]) => {
                write!(f, "{virtual_:.2},{resident:.2},{kernel:.2},{each:.1}")?;
            }
            None => write!(f, ",,,")?,
        }
        let [start, join] = self.time;
        write!(f, ",{start:.1},{join:.1}")
    }
}

impl FromStr for Cost {
    type Err = String;

    fn from_str(text: &str) -> Result<Cost, String> {
        let cells: Vec<Option<f64>> =
            text.trim().split(',').map(|cell| cell.parse().ok()).collect();
        match cells[..] {
            [Some(a), Some(b), Some(c), Some(d), Some(start), Some(join)] => {
                Ok(Cost { memory: Some([a, b, c, d]), time: [start, join] })
            }
            [None, None, None, None, Some(start), Some(join)] => {
                Ok(Cost { memory: None, time: [start, join] })
            }
            _ => Err(format!("no cost: {text:?}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_survives_its_way_to_the_other_process() {
        for memory in [Some([66.25, 0.5, 0.25, 24.5]), None] {
            let cost = Cost { memory, time: [12.5, 7.5] };
            assert_eq!(cost.to_string().parse(), Ok(cost));
        }
        assert!("".parse::<Cost>().is_err());
        assert!("1,2,3,4,5".parse::<Cost>().is_err());
    }

    #[test]
    fn what_a_thread_really_has_is_memory_of_both_kinds() {
        let memory = Memory { virtual_: 2048, resident: 100, kernel: 300 };
        assert_eq!(
            told(memory, 4),
            [2.0, 100.0 / 1024.0, 300.0 / 1024.0, 100.0]
        );
    }

    /// One test for both: they share the memory of one process.
    #[test]
    #[cfg(target_os = "linux")]
    fn what_is_touched_is_resident_and_a_stack_is_not() {
        let before = Memory::now().unwrap();
        let bytes = vec![1_u8; 64 << 20];
        let [reserved, resident, ..] = told(Memory::now().unwrap() - before, 1);
        drop(bytes);
        assert!(
            reserved >= 50.0 && resident >= 50.0,
            "{resident} of {reserved}"
        );

        let [reserved, resident, ..] = measure(50).unwrap().memory.unwrap();
        assert!(reserved >= 50.0, "{reserved}");
        assert!(resident < reserved / 4.0, "{resident} of {reserved}");
    }
}
