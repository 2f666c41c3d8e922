//! A test over sockets that hangs must fail instead.

use std::panic;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Runs `test` in a thread of its own and returns what it returns.
///
/// # Panics
///
/// If `test` panics, with the same panic; and if it takes longer than `limit`.
pub fn within<T: Send + 'static>(
    limit: Duration,
    test: impl FnOnce() -> T + Send + 'static,
) -> T {
    match attempt(limit, test) {
        Some(value) => value,
        None => panic!("not done within {limit:?}"),
    }
}

/// Runs `body` in a thread of its own and returns what it returns. `None` when it takes longer than
/// `limit`: then the thread is left alone.
///
/// # Panics
///
/// If `body` panics, with the same panic.
pub fn attempt<T: Send + 'static>(
    limit: Duration,
    body: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (done, result) = mpsc::channel();
    let thread = thread::spawn(move || {
        // Whoever waits may have lost patience.
        let _ = done.send(body());
    });
    match result.recv_timeout(limit) {
        Ok(value) => Some(value),
        Err(RecvTimeoutError::Timeout) => None,
        // The thread has dropped `done` without using it: it panicked.
        Err(RecvTimeoutError::Disconnected) => match thread.join() {
            Err(payload) => panic::resume_unwind(payload),
            Ok(()) => unreachable!("a thread that returns has sent its result"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_in_time_gives_its_value() {
        assert_eq!(within(Duration::from_secs(10), || 7), 7);
    }

    #[test]
    #[should_panic(expected = "not done within 10ms")]
    fn a_test_that_hangs_fails() {
        within(Duration::from_millis(10), || {
            thread::sleep(Duration::from_secs(60))
        });
    }

    #[test]
    #[should_panic(expected = "the reason")]
    fn a_test_that_panics_fails_for_its_own_reason() {
        within(Duration::from_secs(10), || panic!("the reason"));
    }
}
