//! The same again and again.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use crate::sleep::Sleep;

// ANCHOR: interval
/// Ticks at once, and then each time that the period is over.
///
/// # Panics
///
/// If the period is zero.
pub fn interval(period: Duration) -> Interval {
    assert!(!period.is_zero(), "an interval needs a period");
    let next = Some(Instant::now());
    let sleep = Sleep::until(next);
    Interval { period, missed: Missed::Burst, next, sleep }
}

/// What [`interval`] returns.
#[derive(Debug)]
pub struct Interval {
    period: Duration,
    missed: Missed,
    /// When the next tick is due; `None`: never.
    next: Option<Instant>,
    sleep: Sleep,
}

/// What happens to ticks that nobody has asked for in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missed {
    /// They come as fast as they are asked for, until all are made up for.
    Burst,
    /// They are lost; the next one comes a period after the late one.
    Delay,
    /// They are lost; the next one comes when it would have come anyway.
    Skip,
}
// ANCHOR_END: interval

impl Interval {
    /// Says what happens to ticks that are missed, instead of
    /// [`Missed::Burst`].
    pub fn on_missed(self, missed: Missed) -> Self {
        Interval { missed, ..self }
    }

    /// The next tick: when it was due.
    pub fn tick(&mut self) -> Tick<'_> {
        Tick { interval: self }
    }
}

/// What [`Interval::tick`] returns. It can be dropped: the tick is not lost.
#[derive(Debug)]
pub struct Tick<'a> {
    interval: &'a mut Interval,
}

// ANCHOR: tick
impl Future for Tick<'_> {
    type Output = Instant;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Instant> {
        let interval = &mut *self.interval;
        ready!(Pin::new(&mut interval.sleep).poll(cx));
        let due = interval.next.expect("a sleep that ends has a deadline");
        let (period, missed) = (interval.period, interval.missed);
        interval.next = missed.next(due, period, Instant::now());
        interval.sleep = Sleep::until(interval.next);
        Poll::Ready(due)
    }
}
// ANCHOR_END: tick

// ANCHOR: missed
impl Missed {
    /// When the next tick is due, after one that was due at `due` and comes
    /// at `now`.
    pub(crate) fn next(
        self,
        due: Instant,
        period: Duration,
        now: Instant,
    ) -> Option<Instant> {
        let late = now.saturating_duration_since(due);
        match self {
            Missed::Delay if late >= period => now.checked_add(period),
            Missed::Skip if late >= period => {
                let over = late.as_nanos() % period.as_nanos();
                let over = Duration::from_nanos_u128(over);
                now.checked_add(period - over)
            }
            // Nothing is missed, or all is made up for.
            _ => due.checked_add(period),
        }
    }
}
// ANCHOR_END: missed
