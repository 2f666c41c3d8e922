//! Solution: what becomes of a function's variables when it is dropped in the middle.

use std::cell::RefCell;
use std::error::Error;
use std::io::{self, Write};
use std::mem;
use std::process::ExitCode;
use std::rc::Rc;
use std::task::Poll;

use arguments::{Arguments, UsageError};
use machine::machine;
use stackful::{Coroutine, Pause, STACK};

const HELP: &str = "\
Drops functions that have paused, and tells what becomes of their variables.

Usage: solution-half-way

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
    let log = Log::default();
    machine_dropped(&log);
    stack_dropped(&log)?;
    stack_forgotten(&log)?;
    for line in log.take() {
        writeln!(io::stdout(), "{line}")?;
    }
    Ok(())
}

/// What happened, in order.
#[derive(Debug, Clone, Default)]
struct Log(Rc<RefCell<Vec<String>>>);

impl Log {
    fn say(&self, line: impl Into<String>) {
        self.0.borrow_mut().push(line.into());
    }

    fn take(&self) -> Vec<String> {
        self.0.take()
    }
}

/// A variable that says when it is dropped.
struct Local {
    name: &'static str,
    log: Log,
}

impl Local {
    fn new(name: &'static str, log: &Log) -> Local {
        Local { name, log: log.clone() }
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        self.log.say(format!("  {} is dropped", self.name));
    }
}

machine! {
    /// Has two variables when it pauses.
    fn Waits(log: Log) -> bool {
        let first: Local = Local::new("first", &log);
        let second: Local = Local::new("second", &log);
        let never: bool = pause!(Poll::Pending);
        drop((second, first));
        never
    }
}

/// The same, with one of the variables in a function that is called.
fn waits(log: &Log, pause: &Pause) {
    let _first = Local::new("first", log);
    waits_deeper(log, pause);
}

fn waits_deeper(log: &Log, pause: &Pause) {
    let _second = Local::new("second", log);
    pause.pause();
}

fn machine_dropped(log: &Log) {
    let mut machine = Waits::new(log.clone());
    assert!(machine.step().is_pending(), "the number never comes");
    log.say("a machine is dropped:");
    drop(machine);
}

fn stack_dropped(log: &Log) -> io::Result<()> {
    let mut coroutine = Coroutine::new(STACK, |pause| waits(log, pause))?;
    assert!(coroutine.resume().is_pending(), "it pauses once");
    log.say("a coroutine with a stack is dropped:");
    drop(coroutine);
    Ok(())
}

/// `forget` is safe: nothing is freed, neither the variables nor the stack.
fn stack_forgotten(log: &Log) -> io::Result<()> {
    let mut coroutine = Coroutine::new(STACK, |pause| waits(log, pause))?;
    assert!(coroutine.resume().is_pending(), "it pauses once");
    log.say("a coroutine with a stack is forgotten:");
    mem::forget(coroutine);
    log.say("  nothing is dropped");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_drops_its_fields_in_their_order() {
        let log = Log::default();
        machine_dropped(&log);
        let said = log.take();
        assert_eq!(said[1..], ["  first is dropped", "  second is dropped"]);
    }

    #[test]
    fn a_stack_is_unwound_from_the_innermost_call() {
        let log = Log::default();
        stack_dropped(&log).unwrap();
        let said = log.take();
        assert_eq!(said[1..], ["  second is dropped", "  first is dropped"]);
    }

    #[test]
    fn who_is_forgotten_drops_nothing() {
        let log = Log::default();
        stack_forgotten(&log).unwrap();
        assert_eq!(log.take().len(), 2);
    }
}
