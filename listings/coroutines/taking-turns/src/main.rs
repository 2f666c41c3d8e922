//! Two functions take turns in one thread, and each keeps its place.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use stackful::{Coroutine, Pause, STACK};
use tasks::Cpu;
use trace::Task;

const HELP: &str = "\
Two functions take turns in one thread, and each keeps its place.

Usage: taking-turns

Options:
  -h, --help  Print this help
";

const ROSSETTI: &str = include_str!("../../../../poems/rossetti.txt");
const GOETHE: &str = include_str!("../../../../poems/goethe.txt");

/// How long a line is worked on: so long that the figure shows it.
const WORK: Duration = Duration::from_millis(10);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let cpu = Cpu::measure();
    take_turns(&|text| {
        cpu.compute(WORK);
        // Like `println!`, which panics if nobody reads; there is nobody else to tell.
        writeln!(io::stdout(), "{text}").expect("standard output is read");
    })?;
    Ok(())
}

/// Does something with a line; here, prints it.
type Say<'a> = &'a dyn Fn(&str);

// ANCHOR: recite
/// Recites the first lines of a poem.
fn recite(name: &str, poem: &str, say: Say, pause: &Pause) {
    for (number, line) in (1..).zip(poem.lines().take(3)) {
        say_and_pause(&format!("{name}, line {number}: {line}"), say, pause);
    }
    say(&format!("{name}: that is all"));
}

fn say_and_pause(text: &str, say: Say, pause: &Pause) {
    say(text);
    pause.pause();
}
// ANCHOR_END: recite

// ANCHOR: take-turns
/// Resumes two coroutines in turn, until both have ended.
fn take_turns(say: Say) -> io::Result<()> {
    let ant = |pause: &Pause| recite("ant", ROSSETTI, say, pause);
    let bee = |pause: &Pause| recite("bee", GOETHE, say, pause);
    let mut going = vec![
        (Task::begin("ant"), Coroutine::new(STACK, ant)?),
        (Task::begin("bee"), Coroutine::new(STACK, bee)?),
    ];
    while !going.is_empty() {
        going.retain_mut(|(task, coroutine)| {
            task.run();
            let goes_on = coroutine.resume().is_pending();
            if goes_on {
                task.ready()
            } else {
                task.end()
            }
            goes_on
        });
    }
    Ok(())
}
// ANCHOR_END: take-turns

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn the_lines_alternate_and_each_side_keeps_its_place() {
        let said = RefCell::new(Vec::new());
        take_turns(&|text| said.borrow_mut().push(String::from(text))).unwrap();
        let said = said.into_inner();
        let heads: Vec<&str> =
            said.iter().map(|text| text.split(':').next().unwrap()).collect();
        assert_eq!(
            heads,
            [
                "ant, line 1",
                "bee, line 1",
                "ant, line 2",
                "bee, line 2",
                "ant, line 3",
                "bee, line 3",
                "ant",
                "bee"
            ]
        );
        assert!(said[2].ends_with(": Neither I nor you:"), "{said:?}");
    }

    #[test]
    fn there_are_no_operands() {
        assert!(run(Arguments::new(["ant"])).unwrap_err().is::<UsageError>());
    }
}
