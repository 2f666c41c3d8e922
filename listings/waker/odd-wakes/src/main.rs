//! Wakes that a future does not need, and how often it is polled for them.

use std::error::Error;
use std::future::poll_fn;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::mpsc;
use std::task::{Context, Poll, Waker};
use std::thread;

use arguments::{Arguments, UsageError};
use rt_park::{Letter, block_on, letter};

const HELP: &str = "\
Wakes a task too often, for nothing, and after its end, and counts the polls.

Usage: odd-wakes [OPTIONS]

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let (wakes, polls) = five_at_once();
    println!("{wakes} wakes at once: {polls} polls");
    println!("a wake for nothing: {} polls", for_nothing());
    println!("a wake after the end: {} polls", after_the_end());
    Ok(())
}

// ANCHOR: five
/// Five threads wake the task while it is still polled.
fn five_at_once() -> (u32, u32) {
    let (mut wakes, mut polls) = (0, 0);
    block_on(poll_fn(|cx| {
        polls += 1;
        if polls > 1 {
            return Poll::Ready((wakes, polls));
        }
        let wakers = [(); 5].map(|()| cx.waker().clone());
        let threads = wakers.map(|waker| thread::spawn(|| waker.wake()));
        for thread in threads {
            thread.join().expect("to wake does not panic");
            wakes += 1;
        }
        Poll::Pending
    }))
}
// ANCHOR_END: five

/// A thread wakes the task, and sends the letter when the task has looked.
fn for_nothing() -> u32 {
    let (sender, letter) = letter();
    let (wakers, waker) = mpsc::channel::<Waker>();
    thread::spawn(move || {
        let first = waker.recv().expect("there is a first poll");
        first.wake();
        waker.recv().expect("the wake makes a second poll");
        sender.send(());
    });
    polls_of(letter, |cx| {
        // Nobody wants the third one.
        let _ = wakers.send(cx.waker().clone());
    })
}

// ANCHOR: end
/// Another thread wakes a task that is over. The next task of this executor's
/// thread is counted: it waits for a letter, which is sent after that.
fn after_the_end() -> u32 {
    let old = block_on(poll_fn(|cx| Poll::Ready(cx.waker().clone())));
    let (sender, letter) = letter();
    let (polled, is_polled) = mpsc::channel();
    thread::spawn(move || {
        is_polled.recv().expect("there is a first poll");
        old.wake();
        sender.send(());
    });
    polls_of(letter, |_| {
        let _ = polled.send(());
    })
}
// ANCHOR_END: end

/// Waits for a letter, calls `see` after each poll, and counts the polls.
fn polls_of(
    mut letter: Letter<()>,
    mut see: impl FnMut(&mut Context<'_>),
) -> u32 {
    let mut polls = 0;
    block_on(poll_fn(|cx| {
        polls += 1;
        let answer = Pin::new(&mut letter).poll(cx);
        see(cx);
        answer.map(|_| polls)
    }))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use time_limit::within;

    use super::*;

    #[test]
    fn odd_wakes_make_few_polls() {
        within(Duration::from_secs(20), || {
            assert_eq!(five_at_once(), (5, 2));
            assert_eq!(for_nothing(), 3);
            assert_eq!(after_the_end(), 2);
        });
    }

    #[test]
    fn operands_are_refused() {
        assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
    }
}
