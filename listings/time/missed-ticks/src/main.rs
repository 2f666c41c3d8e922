//! A task blocks the thread, and three intervals miss ticks.

use std::thread;
use std::time::{Duration, Instant};

use rt_time::{
    Interval, Missed, block_on, interval, sleep, spawn_named, yield_now,
};

const PERIOD: Duration = Duration::from_millis(50);
const TICKS: u32 = 9;
/// What is done at each tick takes so long.
const WORK: Duration = Duration::from_millis(4);
/// The task that blocks begins then, and blocks for so long.
const BLOCKS_AT: Duration = Duration::from_millis(70);
const BLOCKS_FOR: Duration = Duration::from_millis(200);

fn main() {
    for (name, ticks) in block_on(miss()) {
        println!("{name}");
        println!("  due {}", line(&ticks, |tick| tick.due));
        println!("  came{}", line(&ticks, |tick| tick.came));
    }
}

fn line(ticks: &[Tick], time: impl Fn(&Tick) -> Duration) -> String {
    let times = ticks.iter().map(time);
    times.map(|time| format!(" {} ms", time.as_millis())).collect()
}

/// A tick: when it was due and when it came, after the beginning.
struct Tick {
    due: Duration,
    came: Duration,
}

/// The three ways, and their ticks.
async fn miss() -> Vec<(&'static str, Vec<Tick>)> {
    let ways = [
        ("burst", Missed::Burst),
        ("delay", Missed::Delay),
        ("skip", Missed::Skip),
    ];
    let begin = Instant::now();
    let tickers = ways.map(|(name, missed)| {
        let beat = interval(PERIOD).on_missed(missed);
        (name, spawn_named(name, ticks(beat, begin)))
    });
    drop(spawn_named("blocks", async {
        sleep(BLOCKS_AT).await;
        thread::sleep(BLOCKS_FOR);
    }));
    let mut all = Vec::new();
    for (name, ticker) in tickers {
        all.push((name, ticker.await.expect("a ticker does not panic")));
    }
    all
}

// ANCHOR: ticks
async fn ticks(mut beat: Interval, begin: Instant) -> Vec<Tick> {
    let mut ticks = Vec::new();
    for _ in 0..TICKS {
        let due = beat.tick().await - begin;
        ticks.push(Tick { due, came: begin.elapsed() });
        thread::sleep(WORK);
        yield_now().await;
    }
    ticks
}
// ANCHOR_END: ticks

#[cfg(test)]
mod tests {
    use super::*;
    use time_limit::within;

    #[test]
    fn a_burst_loses_no_tick_and_a_skip_no_beat() {
        let all = within(Duration::from_secs(20), || block_on(miss()));
        let due = |name| -> Vec<Duration> {
            let ticks = &all.iter().find(|way| way.0 == name).unwrap().1;
            assert_eq!(ticks.len(), TICKS as usize);
            assert!(ticks.iter().all(|tick| tick.came >= tick.due));
            ticks.iter().map(|tick| tick.due - ticks[0].due).collect()
        };
        let beat: Vec<Duration> = (0..TICKS).map(|n| PERIOD * n).collect();
        assert_eq!(due("burst"), beat);
        // While the thread was kept, four were due. One of them came late.
        let end = PERIOD * (TICKS - 1 + 3);
        let off_beat = |time: &Duration| {
            !time.as_nanos().is_multiple_of(PERIOD.as_nanos())
        };
        let (delay, skip) = (due("delay"), due("skip"));
        assert!(delay.iter().any(off_beat));
        assert!(skip.last() >= Some(&end) && !skip.iter().any(off_beat));
    }
}
