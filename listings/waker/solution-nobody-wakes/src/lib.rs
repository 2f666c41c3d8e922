//! An executor that tells when nobody can wake it any more.
//!
//! Each poll has a waker of its own. When the last clone of the waker of the
//! last poll is gone, and no waker was woken, then the contract is broken.

use std::error::Error;
use std::fmt;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

/// The waker of the last poll was thrown away: the task would sleep for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NobodyWakes;

impl fmt::Display for NobodyWakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the future is pending, and nobody has its waker")
    }
}

impl Error for NobodyWakes {}

/// Polls a future each time that it is woken, until it is ready.
///
/// # Errors
///
/// When it can't be woken any more. A waker that is kept where nobody uses it
/// is not noticed.
pub fn block_on<F: Future>(future: F) -> Result<F::Output, NobodyWakes> {
    let mut future = pin!(future);
    let sleeper = Arc::new(Sleeper {
        thread: thread::current(),
        state: Mutex::default(),
    });
    for number in 0.. {
        sleeper.state().is_woken = false;
        let waker = Waker::from(Arc::new(Bell {
            number,
            sleeper: Arc::clone(&sleeper),
        }));
        let mut cx = Context::from_waker(&waker);
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return Ok(output);
        }
        // The clones that the future has given away are left.
        drop(waker);
        sleeper.sleep(number)?;
    }
    unreachable!("nobody lives to see so many polls")
}

/// The thread that sleeps, and why it may go on.
struct Sleeper {
    thread: Thread,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    is_woken: bool,
    /// The last poll whose waker is gone.
    gone: Option<u64>,
}

impl Sleeper {
    fn sleep(&self, number: u64) -> Result<(), NobodyWakes> {
        loop {
            let state = self.state();
            if state.is_woken {
                return Ok(());
            }
            if state.gone == Some(number) {
                return Err(NobodyWakes);
            }
            drop(state);
            thread::park();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nothing panics under this lock")
    }
}

/// The waker of one poll.
struct Bell {
    number: u64,
    sleeper: Arc<Sleeper>,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.sleeper.state().is_woken = true;
        self.sleeper.thread.unpark();
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        let mut state = self.sleeper.state();
        // An older one may go later: by then it is of no importance.
        state.gone = state.gone.max(Some(self.number));
        drop(state);
        self.sleeper.thread.unpark();
    }
}

#[cfg(test)]
mod tests;
