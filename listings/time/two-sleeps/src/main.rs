//! Two sleeps that are made together, and two that are made one after the
//! other.

use std::time::{Duration, Instant};

use rt_time::{block_on, sleep};

const NAP: Duration = Duration::from_millis(100);

fn main() {
    let (together, in_turn) = block_on(measure());
    println!("made together: {:.1} ms", together.as_secs_f64() * 1e3);
    println!("made in turn: {:.1} ms", in_turn.as_secs_f64() * 1e3);
}

// ANCHOR: measure
async fn measure() -> (Duration, Duration) {
    let begin = Instant::now();
    let (first, second) = (sleep(NAP), sleep(NAP));
    first.await;
    second.await;
    let together = begin.elapsed();

    let begin = Instant::now();
    sleep(NAP).await;
    sleep(NAP).await;
    (together, begin.elapsed())
}
// ANCHOR_END: measure

#[cfg(test)]
mod tests {
    use super::*;
    use time_limit::within;

    #[test]
    fn a_sleep_counts_from_when_it_is_made() {
        let (together, in_turn) =
            within(Duration::from_secs(20), || block_on(measure()));
        assert!(together >= NAP);
        assert!(in_turn >= 2 * NAP);
    }
}
