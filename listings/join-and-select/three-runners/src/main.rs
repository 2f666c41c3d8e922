//! Who wins a race of three, when the first is asleep: two ways to draw.

use std::error::Error;
use std::future::{pending, poll_fn, ready};
use std::pin::Pin;
use std::process::ExitCode;
use std::task::Poll;

use arguments::{Arguments, UsageError};
use rt_select::{block_on, chance, race};

const HELP: &str = "\
Runs races of ant, who is asleep, with bee and cat, who are ready at once, and
counts who wins.

Usage: three-runners

Options:
  -h, --help  Print this help
";

const RACES: usize = 3000;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    println!("a drawn one begins:  {}", wins(from_a_drawn_one));
    println!("the next is drawn:   {}", wins(race));
    Ok(())
}

type Runner = Pin<Box<dyn Future<Output = &'static str>>>;

/// How often each of them has won, in words.
fn wins<R: Future<Output = &'static str>>(
    race: impl Fn(Vec<Runner>) -> R,
) -> String {
    chance::seed(1);
    let mut wins = [("ant", 0), ("bee", 0), ("cat", 0)];
    for _ in 0..RACES {
        let winner = block_on(race(runners()));
        let won = wins.iter_mut().find(|(name, _)| *name == winner);
        won.expect("one of the three wins").1 += 1;
    }
    wins.map(|(name, count)| format!("{name} {count:4}")).join(", ")
}

// ANCHOR: drawn
/// Draws the one whom it asks first, and goes on in the order of the runners.
fn from_a_drawn_one(
    mut runners: Vec<Runner>,
) -> impl Future<Output = &'static str> {
    poll_fn(move |cx| {
        let count = runners.len();
        let begin = chance::below(count);
        for n in 0..count {
            let polled = runners[(begin + n) % count].as_mut().poll(cx);
            if polled.is_ready() {
                return polled;
            }
        }
        Poll::Pending
    })
}

/// The ant is asleep, and the other two are ready at once.
fn runners() -> Vec<Runner> {
    vec![Box::pin(pending()), Box::pin(ready("bee")), Box::pin(ready("cat"))]
}
// ANCHOR_END: drawn

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_behind_a_sleeper_wins_twice_as_often() {
        let wins = [wins(from_a_drawn_one), wins(race)].map(|wins| {
            let count = |name: &str| {
                let (_, rest) = wins.split_once(name).unwrap();
                let digits = rest.trim_start().split(',').next().unwrap();
                digits.parse::<usize>().unwrap()
            };
            [count("ant"), count("bee"), count("cat")]
        });
        for [ant, bee, cat] in wins {
            assert_eq!((ant, bee + cat), (0, RACES));
        }
        assert!((1900..2100).contains(&wins[0][1]), "{wins:?}");
        assert!((1400..1600).contains(&wins[1][1]), "{wins:?}");
    }
}
