//! A clock that is woken together with a task that blocks.
//!
//! The driver comes back with two wakes. The worker that has it puts both
//! tasks where it finds them: the last one in its slot, the other one in its
//! queue. It polls one, and two tasks are a reason to wake the other worker,
//! which steals from the queue. That one gets the driver next, and the clock
//! goes on, whichever of the two it has stolen. The letter is sent later, and
//! its reader goes into the slot of the worker that blocks: nobody steals it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, sleep_until};
use tokio::{join, spawn};

/// What went on while the postman blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meanwhile {
    /// Whether the clock ticked more than once.
    pub clock: bool,
    /// Whether the letter was read.
    pub letter: bool,
}

const NAP: Duration = Duration::from_millis(50);
const BLOCKED: Duration = Duration::from_millis(300);

/// The clock sleeps for as long as the postman, until the same moment.
///
/// # Errors
///
/// When the OS gives no threads or no reactor.
pub fn same_turn() -> io::Result<Meanwhile> {
    let mut builder = Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_all().build()?;
    Ok(runtime.block_on(three()))
}

async fn three() -> Meanwhile {
    let (sender, letter) = oneshot::channel();
    let ticks = Arc::new(AtomicUsize::new(0));
    let was_read = Arc::new(AtomicBool::new(false));
    let begin = Instant::now() + NAP;
    let clock = spawn({
        let ticks = Arc::clone(&ticks);
        async move {
            sleep_until(begin).await;
            loop {
                ticks.fetch_add(1, Ordering::Relaxed);
                sleep(NAP).await;
            }
        }
    });
    let reader = spawn({
        let was_read = Arc::clone(&was_read);
        async move {
            let came = letter.await.is_ok();
            was_read.store(came, Ordering::Relaxed);
        }
    });
    let postman = spawn(async move {
        sleep_until(begin).await;
        let _ = sender.send("a letter");
        thread::sleep(BLOCKED);
        Meanwhile {
            clock: ticks.load(Ordering::Relaxed) > 1,
            letter: was_read.load(Ordering::Relaxed),
        }
    });
    let (meanwhile, _) = join!(postman, reader);
    clock.abort();
    meanwhile.expect("the postman does not panic")
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    #[test]
    fn the_clock_goes_on_and_the_letter_does_not() {
        let same_turn = || same_turn().unwrap();
        let meanwhile = within(Duration::from_secs(20), same_turn);
        assert_eq!(meanwhile, Meanwhile { clock: true, letter: false });
    }
}
