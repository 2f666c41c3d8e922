//! Counts polls: of a join, and of a set that knows who was woken.

use std::cell::Cell;
use std::error::Error;
use std::io::{self, Write};
use std::pin::Pin;
use std::process::ExitCode;
use std::rc::Rc;
use std::task::{Context, Poll};

use arguments::{Arguments, UsageError};
use rt_select::{Letter, block_on, join, join_all, letter, yield_now};
use woken_set::WokenSet;

const HELP: &str = "\
Counts the polls of letters that come one after the other, in one task.

Usage: woken-set <COUNT>...

Arguments:
  <COUNT>  How many letters

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let counts = arguments.text_operands()?;
    let counts: Result<Vec<usize>, _> =
        counts.iter().map(|it| it.parse()).collect();
    let counts = counts.map_err(|_| UsageError::new("needs whole numbers"))?;
    let mut out = io::stdout();
    writeln!(out, "letters  join_all  WokenSet")?;
    for count in counts {
        let (join, set) = (polls_of_join(count), polls_of_set(count));
        writeln!(out, "{count:7}  {join:8}  {set:8}")?;
    }
    Ok(())
}

/// A letter, with a count of its polls.
struct Counted {
    letter: Letter<()>,
    polls: Rc<Cell<u64>>,
}

impl Future for Counted {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.polls.set(self.polls.get() + 1);
        // Each letter is sent.
        Pin::new(&mut self.letter).poll(cx).map(|_| ())
    }
}

/// How often letters are polled while `wait` waits for them. They come one
/// after the other, each in a turn of its own.
fn polls(count: usize, wait: impl AsyncFnOnce(Vec<Counted>)) -> u64 {
    let polls = Rc::<Cell<u64>>::default();
    let (senders, letters): (Vec<_>, Vec<_>) = (0..count)
        .map(|_| {
            let (sender, letter) = letter();
            (sender, Counted { letter, polls: Rc::clone(&polls) })
        })
        .unzip();
    block_on(async {
        let sent = rt_select::spawn(async {
            for sender in senders {
                sender.send(());
                yield_now().await;
            }
        });
        join(wait(letters), sent).await.1.expect("it does not panic");
    });
    polls.get()
}

fn polls_of_join(count: usize) -> u64 {
    polls(count, async |letters| {
        join_all(letters).await;
    })
}

fn polls_of_set(count: usize) -> u64 {
    polls(count, async |letters| {
        let mut set = WokenSet::new();
        letters.into_iter().for_each(|letter| set.push(letter));
        while let Some(()) = set.next().await {}
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use time_limit::within;

    use super::*;

    #[test]
    fn a_join_polls_all_that_are_left_and_a_set_the_one_that_was_woken() {
        within(Duration::from_secs(20), || {
            for count in [0, 1, 2, 5, 40] {
                let left = count * (count + 1) / 2;
                assert_eq!(polls_of_join(count as usize), count + left);
                assert_eq!(polls_of_set(count as usize), 2 * count);
            }
        });
    }
}
