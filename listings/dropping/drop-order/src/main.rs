//! What is dropped, and in which order, when a future is dropped in the
//! middle.

use std::cell::RefCell;
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
    for line in poll_and_drop(polls) {
        println!("{line}");
    }
    Ok(())
}

// ANCHOR: outer
async fn outer(log: &Log, _given: Guard<'_>) {
    let _first = Guard("first", log);
    inner(log).await;
    let _second = Guard("second", log);
    yield_now().await;
    log.add("the end");
}

async fn inner(log: &Log) {
    let _deep = Guard("deep", log);
    yield_now().await;
}
// ANCHOR_END: outer

/// What happens, in order.
fn poll_and_drop(polls: u32) -> Vec<String> {
    let log = Log::default();
    drop_after(polls, &log);
    log.lines.into_inner()
}

fn drop_after(polls: u32, log: &Log) {
    let mut cx = Context::from_waker(Waker::noop());
    let mut future = pin!(outer(log, Guard("given", log)));
    for poll in 1..=polls {
        log.add(&format!("poll {poll}"));
        if future.as_mut().poll(&mut cx).is_ready() {
            return;
        }
    }
    log.add("now it is dropped");
}

#[derive(Default)]
struct Log {
    lines: RefCell<Vec<String>>,
}

impl Log {
    fn add(&self, line: &str) {
        self.lines.borrow_mut().push(line.to_owned());
    }
}

/// Adds its name to the log when it is dropped.
struct Guard<'a>(&'static str, &'a Log);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let Guard(name, log) = self;
        log.add(&format!("  {name}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_made_is_not_dropped() {
        assert_eq!(poll_and_drop(0), ["now it is dropped", "  given"]);
    }

    #[test]
    fn the_innermost_is_dropped_first() {
        let all =
            ["poll 1", "now it is dropped", "  deep", "  first", "  given"];
        assert_eq!(poll_and_drop(1), all);
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
        assert_eq!(poll_and_drop(2), all);
    }

    #[test]
    fn the_end_has_the_same_order() {
        let all = [
            "poll 1", "poll 2", "  deep", "poll 3", "the end", "  second",
            "  first", "  given",
        ];
        assert_eq!(poll_and_drop(3), all);
    }
}
