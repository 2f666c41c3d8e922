//! Two copyists need a pen and an inkwell each, and there is one of both.

use std::error::Error;
use std::io;
use std::iter;
use std::process::ExitCode;
use std::sync::mpsc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use trace::{Task, Wait};

const HELP: &str = "\
Two threads that need two locks, and never get both.

Usage: deadlock [in-order]

Arguments:
  in-order    Both take the pen first

Options:
  -h, --help  Print this help
";

/// How long main waits for the next copyist to finish.
const PATIENCE: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let in_order = match &arguments.text_operands()?[..] {
        [] => false,
        [word] if word == "in-order" => true,
        words => {
            let message = format!("understands `in-order`, and not {words:?}");
            return Err(UsageError::new(message).into());
        }
    };
    match copy_both(in_order, PATIENCE)? {
        2 => println!("both are done"),
        done => println!("{done} are done, and nobody has finished for 1 s"),
    }
    Ok(())
}

/// Something that only one copyist can have at a time.
struct Tool {
    name: &'static str,
    lock: Mutex<()>,
}

impl Tool {
    fn new(name: &'static str) -> Arc<Tool> {
        Arc::new(Tool { name, lock: Mutex::new(()) })
    }

    /// Waits until the tool is free. The guard gives it back.
    fn take(&self, task: &Task) -> MutexGuard<'_, ()> {
        task.wait(Wait::Lock(self.name));
        // The lock guards no data that a panic could have left half done.
        let guard = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        task.run();
        guard
    }
}

/// Sharpens the pen, or writes: whatever does not need the processor.
fn take_time(task: &Task) {
    task.wait(Wait::Timer);
    thread::sleep(Duration::from_millis(200));
    task.run();
}

// ANCHOR: copy
fn copy(name: &str, first: &Tool, second: &Tool, task: &Task) {
    let _first = first.take(task);
    println!("{name} has the {} and wants the {}", first.name, second.name);
    take_time(task);
    let _second = second.take(task);
    println!("{name} has both, and writes");
    take_time(task);
    task.end();
}
// ANCHOR_END: copy

/// Returns how many copyists were done in time.
fn copy_both(in_order: bool, patience: Duration) -> io::Result<usize> {
    let (pen, ink) = (Tool::new("pen"), Tool::new("ink"));
    let ant = [Arc::clone(&pen), Arc::clone(&ink)];
    let bee = if in_order { [pen, ink] } else { [ink, pen] };
    let (sender, done) = mpsc::channel();
    for (name, [first, second]) in [("ant", ant), ("bee", bee)] {
        let task = Task::begin(name);
        let sender = sender.clone();
        thread::Builder::new().name(name.into()).spawn(move || {
            copy(name, &first, &second, &task);
            // Fails if main has lost patience.
            let _ = sender.send(());
        })?;
        // Who comes first is chance. For the book, it is the ant.
        thread::sleep(Duration::from_millis(50));
    }
    drop(sender);
    let main = Task::begin("main");
    main.wait(Wait::Task("ant and bee"));
    // Ends when both are done, and also when nothing happens for too long.
    let count = iter::from_fn(|| done.recv_timeout(patience).ok()).count();
    main.run();
    main.end();
    Ok(count)
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    #[test]
    fn in_opposite_order_nobody_gets_both() {
        // More patience would not help: each holds what the other waits for.
        // A machine may be so busy that the bee comes too late once.
        let patience = Duration::from_secs(1);
        assert!((0..5).any(|_| copy_both(false, patience).unwrap() == 0));
    }

    #[test]
    fn in_the_same_order_both_do() {
        let limit = Duration::from_secs(20);
        let done = within(limit, move || copy_both(true, limit).unwrap());
        assert_eq!(done, 2);
    }

    #[test]
    fn other_words_are_an_error() {
        let error = run(Arguments::new(["reverse"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
