//! A select loop with a sleep that is made in each turn, or once.

use std::error::Error;
use std::pin::pin;
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use rt_select::observed::part;
use rt_select::{Either, Interval, block_on, interval, select, sleep};

const HELP: &str = "\
Listens to a song of six beats, until the patience is over.

Usage: restarted-sleep [OPTIONS]

Options:
  --keep      Keep one patience for the whole song
  -h, --help  Print this help
";

const BEAT: Duration = Duration::from_millis(40);
const BEATS: u32 = 6;
/// Longer than a beat, and shorter than the song.
const PATIENCE: Duration = Duration::from_millis(140);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let keep = arguments.flag("--keep");
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let heard = block_on(async {
        let mut song = interval(BEAT);
        song.tick().await;
        if keep { kept(&mut song).await } else { restarted(&mut song).await }
    });
    println!("heard {heard} of {BEATS} beats");
    Ok(())
}

// ANCHOR: restarted
/// How many beats were heard before the patience was over, or the song.
async fn restarted(song: &mut Interval) -> u32 {
    for heard in 0..BEATS {
        match select(song.tick(), patience()).await {
            Either::Left(_) => {}
            Either::Right(()) => return heard,
        }
    }
    BEATS
}
// ANCHOR_END: restarted

// ANCHOR: kept
async fn kept(song: &mut Interval) -> u32 {
    let mut patience = pin!(patience());
    for heard in 0..BEATS {
        match select(song.tick(), patience.as_mut()).await {
            Either::Left(_) => {}
            Either::Right(()) => return heard,
        }
    }
    BEATS
}
// ANCHOR_END: kept

fn patience() -> impl Future<Output = ()> {
    part("patience", sleep(PATIENCE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time_limit::within;

    const LIMIT: Duration = Duration::from_secs(20);

    #[test]
    fn a_patience_that_begins_anew_is_never_over() {
        within(LIMIT, || {
            let heard = block_on(async {
                let mut song = interval(BEAT);
                restarted(&mut song).await
            });
            assert_eq!(heard, BEATS);
        });
    }

    #[test]
    fn a_patience_that_is_kept_ends_before_the_song() {
        within(LIMIT, || {
            let heard = block_on(async {
                let mut song = interval(BEAT);
                song.tick().await;
                kept(&mut song).await
            });
            assert!(heard < BEATS, "{heard}");
        });
    }
}
