//! Waiting for a time.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use crate::observed::{Waits, waits_for};
use crate::timers::Timer;

// ANCHOR: sleep
/// Waits so long, counted from now.
pub fn sleep(duration: Duration) -> Sleep {
    Sleep::until(Instant::now().checked_add(duration))
}

/// Waits until then.
pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep::until(Some(deadline))
}

/// What [`sleep`] and [`sleep_until`] return.
#[derive(Debug)]
pub struct Sleep {
    /// `None`: it is further away than the clock can tell, or never comes.
    deadline: Option<Instant>,
    /// There is none before the first poll.
    timer: Option<Timer>,
}

impl Sleep {
    pub(crate) fn until(deadline: Option<Instant>) -> Self {
        Sleep { deadline, timer: None }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if let Some(deadline) = self.deadline {
            if deadline <= Instant::now() {
                self.timer = None;
                return Poll::Ready(());
            }
            let timer = self.timer.as_ref();
            if !timer.is_some_and(|timer| timer.renew(cx.waker())) {
                self.timer = Some(Timer::new(deadline, cx.waker().clone()));
            }
        }
        waits_for(Waits::Timer);
        Poll::Pending
    }
}
// ANCHOR_END: sleep
