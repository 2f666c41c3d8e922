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
    use std::time::Instant;

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
    fn a_thread_cannot_have_more_than_the_time_that_passed() {
        let (begin, before) = (Instant::now(), thread());
        std::thread::sleep(Duration::from_millis(20));
        let after = thread();
        assert!(after - before < begin.elapsed());
    }

    #[test]
    fn other_threads_count_for_the_process_alone() {
        let (process_before, thread_before) = (process(), thread());
        let other = std::thread::spawn(|| compute(Duration::from_millis(50)));
        other.join().unwrap();
        assert!(process() - process_before >= Duration::from_millis(50));
        assert!(thread() - thread_before < process() - process_before);
    }
}
