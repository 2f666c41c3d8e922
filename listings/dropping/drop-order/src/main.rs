//! What is dropped, and in which order, when a future is dropped in the
//! middle.

use std::error::Error;
use std::pin::pin;
use std::process::ExitCode;
use std::task::{Context, Waker};

use arguments::{Arguments, UsageError};
use rt_timeout::yield_now;

const HELP: &str = "\
Polls a future so many times, and drops it.

Usage: drop-order <POLLS>

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let [polls] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs a number of polls"))?;
    let polls = polls
        .parse()
        .map_err(|_| UsageError::new("the number of polls is a number"))?;
    poll_and_drop(polls, |line| println!("{line}"));
    Ok(())
}

// ANCHOR: outer
async fn outer<T: Tell>(tell: T, _given: Guard<T>) {
    let _first = Guard("first", tell);
    inner(tell).await;
    let _second = Guard("second", tell);
    yield_now().await;
    tell("the end".to_owned());
}

async fn inner<T: Tell>(tell: T) {
    let _deep = Guard("deep", tell);
    yield_now().await;
}
// ANCHOR_END: outer

fn poll_and_drop(polls: u32, tell: impl Tell) {
    let mut cx = Context::from_waker(Waker::noop());
    let given = Guard("given", tell);
    let mut future = pin!(outer(tell, given));
    for poll in 1..=polls {
        tell(format!("poll {poll}"));
        if future.as_mut().poll(&mut cx).is_ready() {
            return;
        }
    }
    tell("now it is dropped".to_owned());
}

/// Hears a line.
trait Tell: Fn(String) + Copy {}

impl<F: Fn(String) + Copy> Tell for F {}

/// Tells when it is dropped.
struct Guard<T: Tell>(&'static str, T);

impl<T: Tell> Drop for Guard<T> {
    fn drop(&mut self) {
        let Guard(name, tell) = self;
        tell(format!("  {name}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    fn told(polls: u32) -> Vec<String> {
        let lines = RefCell::new(Vec::new());
        poll_and_drop(polls, |line| lines.borrow_mut().push(line));
        lines.into_inner()
    }

    #[test]
    fn what_was_not_made_is_not_dropped() {
        assert_eq!(told(0), ["now it is dropped", "  given"]);
    }

    #[test]
    fn the_innermost_is_dropped_first() {
        let all =
            ["poll 1", "now it is dropped", "  deep", "  first", "  given"];
        assert_eq!(told(1), all);
    }

    #[test]
    fn what_is_over_is_not_dropped_again() {
        let all = [
            "poll 1",
            "poll 2",
            "  deep",
            "now it is dropped",
            "  second",
            "  first",
            "  given",
        ];
        assert_eq!(told(2), all);
    }

    #[test]
    fn the_end_has_the_same_order() {
        let all = [
            "poll 1", "poll 2", "  deep", "poll 3", "the end", "  second",
            "  first", "  given",
        ];
        assert_eq!(told(3), all);
    }
}
