//! A watchdog that barks when nobody has fed it for a while.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use rt_time::{Sleep, block_on, sleep, sleep_until, spawn};

const LIMIT: Duration = Duration::from_millis(100);
const MEALS: u32 = 5;
const BETWEEN: Duration = Duration::from_millis(60);

fn main() {
    let (last_meal, bark) = block_on(feed_and_forget());
    println!("last meal at {} ms", last_meal.as_millis());
    println!("bark at {} ms", bark.as_millis());
}

/// When it was fed last, and when it barked.
async fn feed_and_forget() -> (Duration, Duration) {
    let begin = Instant::now();
    let (bowl, watchdog) = watchdog(LIMIT);
    let last_meal = spawn(async move {
        for _ in 0..MEALS {
            sleep(BETWEEN).await;
            bowl.feed();
        }
        begin.elapsed()
    });
    watchdog.await;
    let bark = begin.elapsed();
    (last_meal.await.expect("who feeds does not panic"), bark)
}

/// A watchdog, and what it is fed by.
pub fn watchdog(limit: Duration) -> (Bowl, Watchdog) {
    let now = Instant::now();
    let fed = Rc::new(Cell::new(now));
    let bowl = Bowl { fed: Rc::clone(&fed) };
    (bowl, Watchdog { limit, fed, sleep: sleep_until(now) })
}

/// Feeds a watchdog.
#[derive(Debug)]
pub struct Bowl {
    fed: Rc<Cell<Instant>>,
}

impl Bowl {
    /// It is content for now. This touches no timer: it can be done often.
    pub fn feed(&self) {
        self.fed.set(Instant::now());
    }
}

/// Is ready when it has not been fed for so long.
#[derive(Debug)]
pub struct Watchdog {
    limit: Duration,
    fed: Rc<Cell<Instant>>,
    /// Ends when it has to look into the bowl again.
    sleep: Sleep,
}

impl Future for Watchdog {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            ready!(Pin::new(&mut self.sleep).poll(cx));
            let hungry = self.fed.get() + self.limit;
            if hungry <= Instant::now() {
                return Poll::Ready(());
            }
            self.sleep = sleep_until(hungry);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::poll_fn;
    use std::pin::pin;
    use time_limit::within;

    const PATIENCE: Duration = Duration::from_secs(20);

    #[test]
    fn it_barks_after_the_last_meal_and_not_before() {
        let (last_meal, bark) =
            within(PATIENCE, || block_on(feed_and_forget()));
        assert!(last_meal >= MEALS * BETWEEN);
        // Between the meal and the note of it there is a moment.
        assert!(bark + Duration::from_millis(1) >= last_meal + LIMIT);
    }

    #[test]
    fn a_meal_does_not_wake_it() {
        let polls = within(PATIENCE, || {
            block_on(async {
                let (bowl, watchdog) = watchdog(Duration::from_millis(50));
                let (mut polls, mut watchdog) = (0, pin!(watchdog));
                poll_fn(|cx| {
                    polls += 1;
                    for _ in 0..1000 {
                        bowl.feed();
                    }
                    if polls == 5 {
                        return Poll::Ready(());
                    }
                    watchdog.as_mut().poll(cx)
                })
                .await;
                polls
            })
        });
        assert_eq!(polls, 5);
    }
}
