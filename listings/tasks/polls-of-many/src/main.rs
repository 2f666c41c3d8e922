//! Counts polls: many futures in one task, and as many tasks.

mod all;

use std::cell::Cell;
use std::error::Error;
use std::io::{self, Write};
use std::pin::Pin;
use std::process::ExitCode;
use std::rc::Rc;
use std::task::{Context, Poll};

use all::All;
use arguments::{Arguments, UsageError};
use rt_tasks::{Letter, LetterSender, block_on, letter, spawn, yield_now};

const HELP: &str = "\
Counts how often futures are polled, each of which waits for a letter. The
letters come one after the other.

Usage: polls-of-many [OPTIONS]

Options:
  --csv       Print comma-separated values
  --quick     Count for few futures only
  -h, --help  Print this help
";

const COUNTS: [usize; 7] = [1, 3, 10, 30, 100, 300, 1000];
const QUICK_COUNTS: [usize; 3] = [1, 3, 10];

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let csv = arguments.flag("--csv");
    let counts = match arguments.flag("--quick") {
        true => &QUICK_COUNTS[..],
        false => &COUNTS[..],
    };
    if let Some(operand) = arguments.operands()?.first() {
        let why = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(why).into());
    }
    let mut out = io::stdout();
    match csv {
        true => writeln!(out, "futures,join,tasks")?,
        false => writeln!(out, "futures  polls in one task  in tasks")?,
    }
    for &count in counts {
        let (one, many) = (polls_in_one_task(count), polls_in_tasks(count));
        match csv {
            true => writeln!(out, "{count},{one},{many}")?,
            false => writeln!(out, "{count:7}  {one:17}  {many:8}")?,
        }
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

fn letters(
    count: usize,
    polls: &Rc<Cell<u64>>,
) -> (Vec<LetterSender<()>>, Vec<Counted>) {
    let pairs = (0..count).map(|_| {
        let (sender, letter) = letter();
        (sender, Counted { letter, polls: Rc::clone(polls) })
    });
    pairs.unzip()
}

/// One letter after the other, each when the one before has been read.
async fn send(senders: Vec<LetterSender<()>>) {
    // First, all letters are waited for.
    yield_now().await;
    for sender in senders {
        sender.send(());
        yield_now().await;
    }
}

// ANCHOR: ways
fn polls_in_one_task(count: usize) -> u64 {
    let polls = Rc::default();
    let (senders, letters) = letters(count, &polls);
    block_on(async {
        let all = spawn(All::of(letters));
        send(senders).await;
        all.await.expect("it does not panic");
    });
    polls.get()
}

fn polls_in_tasks(count: usize) -> u64 {
    let polls = Rc::default();
    let (senders, letters) = letters(count, &polls);
    block_on(async {
        let tasks: Vec<_> = letters.into_iter().map(spawn).collect();
        send(senders).await;
        for task in tasks {
            task.await.expect("it does not panic");
        }
    });
    polls.get()
}
// ANCHOR_END: ways

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use time_limit::within;

    use super::*;

    #[test]
    fn one_task_polls_all_that_are_left_and_tasks_poll_one() {
        within(Duration::from_secs(20), || {
            for count in [0, 1, 2, 5, 40] {
                // At first each once; then those that are left, each time.
                let left = count * (count + 1) / 2;
                let polls = polls_in_one_task(count as usize);
                assert_eq!(polls, count + left);
                assert_eq!(polls_in_tasks(count as usize), 2 * count);
            }
        });
    }
}
