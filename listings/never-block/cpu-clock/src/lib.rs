//! How long a process or a thread has had a processor, by the kernel's own clocks.
//!
//! Such a clock stands still while the thread waits. On Linux and macOS it is read by
//! `clock_gettime`.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// The CPU time of all threads of this process, since it began.
pub fn process() -> Duration {
    cpu_time(ClockId::ProcessCPUTime)
}

/// The CPU time of the thread that calls, since it began.
pub fn thread() -> Duration {
    cpu_time(ClockId::ThreadCPUTime)
}

fn cpu_time(clock: ClockId) -> Duration {
    clock_gettime(clock).try_into().expect("CPU time is not negative")
}

#[cfg(test)]
mod tests {
    use std::hint;

    use super::*;

    /// Computes until the thread has had the processor for so long.
    fn compute(time: Duration) {
        let begin = thread();
        while thread() - begin < time {
            hint::spin_loop();
        }
    }

    #[test]
    fn computing_makes_both_clocks_go() {
        let (process_before, thread_before) = (process(), thread());
        compute(Duration::from_millis(20));
        assert!(thread() - thread_before >= Duration::from_millis(20));
        assert!(process() - process_before >= Duration::from_millis(20));
    }

    #[test]
    fn who_sleeps_needs_no_processor() {
        const NAP: Duration = Duration::from_millis(300);
        let (process_before, thread_before) = (process(), thread());
        std::thread::sleep(NAP);
        assert!(thread() - thread_before < NAP);
        // The other tests compute meanwhile, and for less than that.
        assert!(process() - process_before < NAP);
    }

    #[test]
    fn other_threads_count_for_the_process_alone() {
        const WORK: Duration = Duration::from_millis(50);
        let (process_before, thread_before) = (process(), thread());
        std::thread::spawn(|| compute(WORK)).join().unwrap();
        assert!(process() - process_before >= WORK);
        assert!(thread() - thread_before < WORK);
    }
}
