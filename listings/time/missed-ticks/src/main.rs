//! A task blocks the thread, and three intervals miss ticks.

use std::thread;
use std::time::{Duration, Instant};

use rt_time::{Missed, block_on, interval, sleep, spawn_named, yield_now};

const PERIOD: Duration = Duration::from_millis(50);
const TICKS: u32 = 9;
/// What is done at each tick takes so long.
const WORK: Duration = Duration::from_millis(4);
/// The task that blocks begins then, and blocks for so long.
const BLOCKS_AT: Duration = Duration::from_millis(70);
const BLOCKS_FOR: Duration = Duration::from_millis(200);

fn main() {
    for (name, times) in block_on(miss()) {
        println!("{name}:");
        for time in times {
            print!(" {} ms", time.as_millis());
        }
        println!();
    }
}

// ANCHOR: miss
/// The three ways, and when each of them ticked.
async fn miss() -> Vec<(&'static str, Vec<Duration>)> {
    let ways = [
        ("burst", Missed::Burst),
        ("delay", Missed::Delay),
        ("skip", Missed::Skip),
    ];
    let begin = Instant::now();
    let tickers = ways
        .map(|(name, missed)| (name, spawn_named(name, ticks(missed, begin))));
    drop(spawn_named("blocks", async {
        sleep(BLOCKS_AT).await;
        thread::sleep(BLOCKS_FOR);
    }));
    let mut times = Vec::new();
    for (name, ticker) in tickers {
        times.push((name, ticker.await.expect("a ticker does not panic")));
    }
    times
}

async fn ticks(missed: Missed, begin: Instant) -> Vec<Duration> {
    let mut beat = interval(PERIOD).on_missed(missed);
    let mut times = Vec::new();
    for _ in 0..TICKS {
        beat.tick().await;
        times.push(begin.elapsed());
        thread::sleep(WORK);
        yield_now().await;
    }
    times
}
// ANCHOR_END: miss

#[cfg(test)]
mod tests {
    use super::*;
    use time_limit::within;

    #[test]
    fn a_burst_keeps_the_beat_and_a_delay_keeps_its_distance() {
        let times = within(Duration::from_secs(20), || block_on(miss()));
        let by = |name| &times.iter().find(|way| way.0 == name).unwrap().1;
        for (_, times) in &times {
            assert_eq!(times.len(), TICKS as usize);
            assert!(times.is_sorted());
        }
        for (tick, time) in (0..).zip(by("burst")) {
            assert!(*time >= PERIOD * tick);
        }
        // The others have lost ticks: they end later.
        assert!(by("delay").last() > by("burst").last());
        assert!(by("skip").last() > by("burst").last());
        let last = by("delay").last().unwrap();
        assert!(*last >= BLOCKS_AT + BLOCKS_FOR + PERIOD * (TICKS - 3));
    }
}
