//! Counts how often three executors poll the same tasks.

mod executors;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use executors::{Slot, ask_again, ask_all, ask_woken};
use rt_park::letter;

const HELP: &str = "\
Lets tasks wait for a letter each, and counts how often they are polled: by an
executor that asks again and again, by one that asks all whenever one is woken,
and by one that asks who was woken.

Usage: ignored-wakes [OPTIONS]

Options:
  --csv       Print comma-separated values
  --quick     Few tasks only
  -h, --help  Print this help
";

const TASKS: [usize; 4] = [3, 10, 100, 1000];
const QUICK_TASKS: [usize; 2] = [3, 10];

/// Between two letters.
const PAUSE: Duration = Duration::from_millis(1);

type Executor = fn(Vec<Slot>) -> u64;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let csv = arguments.flag("--csv");
    let quick = arguments.flag("--quick");
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let numbers = if quick { &QUICK_TASKS[..] } else { &TASKS[..] };
    let mut out = io::stdout();
    if csv {
        writeln!(out, "tasks,again,all,woken")?;
    } else {
        writeln!(out, "tasks        again         all       woken")?;
    }
    for &tasks in numbers {
        let executors: [Executor; 3] = [ask_again, ask_all, ask_woken];
        let [again, all, woken] =
            executors.map(|executor| polls(executor, tasks));
        if csv {
            writeln!(out, "{tasks},{again},{all},{woken}")?;
        } else {
            writeln!(out, "{tasks:5} {again:12} {all:11} {woken:11}")?;
        }
    }
    Ok(())
}

/// How often an executor polls so many tasks that wait for a letter each.
fn polls(executor: Executor, tasks: usize) -> u64 {
    let (senders, letters): (Vec<_>, Vec<_>) =
        (0..tasks).map(|_| letter()).unzip();
    let (thank, thanked) = mpsc::channel();
    let tasks = letters.into_iter().map(|letter| -> Slot {
        let thank = thank.clone();
        Some(Box::pin(async move {
            let () = letter.await.expect("every letter is sent");
            thank.send(()).expect("the sender waits for thanks");
        }))
    });
    let tasks = tasks.collect();
    let sender = thread::spawn(move || {
        // The last task first: who is asked last ends the round of those that
        // are asked in turn, and no letter comes in the midst of one.
        for sender in senders.into_iter().rev() {
            thread::sleep(PAUSE);
            sender.send(());
            thanked.recv().expect("the task has the letter");
        }
    });
    let polls = executor(tasks);
    sender.join().expect("the sender does not panic");
    polls
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    fn polled(executor: Executor, tasks: usize) -> u64 {
        within(Duration::from_secs(20), move || polls(executor, tasks))
    }

    #[test]
    fn who_asks_the_woken_asks_each_task_twice() {
        assert_eq!(polled(ask_woken, 1), 2);
        assert_eq!(polled(ask_woken, 20), 40);
    }

    #[test]
    fn who_asks_all_asks_those_that_were_not_woken_too() {
        assert_eq!(polled(ask_all, 1), 2);
        // 20 at first, and then 20, 19, 18, …
        assert_eq!(polled(ask_all, 20), 20 + 20 * 21 / 2);
    }

    #[test]
    fn who_ignores_wakes_asks_most() {
        assert!(polled(ask_again, 20) > polled(ask_all, 20));
    }

    #[test]
    fn operands_are_refused() {
        assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
    }
}
