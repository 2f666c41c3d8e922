//! For programs that are shown hanging: they must end all the same.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;
use std::{panic, thread};

/// Runs something in a thread of its own, and returns what it returns. `None`
/// if that takes longer than `limit`: the thread is left behind.
///
/// # Panics
///
/// If it panics, with the same panic.
pub fn with_patience<T: Send + 'static>(
    limit: Duration,
    run: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (done, result) = mpsc::channel();
    let thread = thread::spawn(move || {
        // Whoever waits may have lost patience.
        let _ = done.send(run());
    });
    match result.recv_timeout(limit) {
        Ok(value) => Some(value),
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => {
            let payload = thread.join().expect_err("it has sent nothing");
            panic::resume_unwind(payload)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_in_time_gives_its_value() {
        assert_eq!(with_patience(Duration::from_secs(20), || 7), Some(7));
    }

    #[test]
    fn what_hangs_is_given_up() {
        let given_up = with_patience(Duration::from_millis(10), || {
            thread::sleep(Duration::from_secs(60));
        });
        assert_eq!(given_up, None);
    }

    #[test]
    #[should_panic(expected = "the reason")]
    fn a_panic_is_passed_on() {
        with_patience(Duration::from_secs(20), || panic!("the reason"));
    }
}
