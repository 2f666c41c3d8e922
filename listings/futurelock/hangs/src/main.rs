//! The command line of the programs that hang.

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use hangs::{Verdict, programs, watch};

const HELP: &str = "\
Runs a program that hangs, and tells what can be seen of it.

Usage: hangs <PROGRAM>

Arguments:
  <PROGRAM>   room, same-task, same-task-join, order, guard, blocked or lost

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let [program] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs one program"))?;
    let verdict = match &*program {
        "room" => watch(programs::room),
        "same-task" => watch(programs::same_task),
        "same-task-join" => watch(programs::same_task_join),
        "order" => watch(programs::order),
        "guard" => watch(programs::guard),
        "blocked" => watch(programs::blocked),
        "lost" => watch(programs::lost),
        _ => {
            let message = format!("there is no program {program:?}");
            return Err(UsageError::new(message).into());
        }
    };
    match verdict {
        Verdict::Ended => println!("it has ended"),
        Verdict::Waits { tasks, ends_when_woken } => {
            println!("it hangs, and timers come:");
            tasks.iter().for_each(|task| println!("    {task}"));
            match ends_when_woken {
                true => println!("each is woken once: all end"),
                false => println!("each is woken once: it still hangs"),
            }
        }
        Verdict::Blocked => println!("it hangs, and no timer comes"),
    }
    Ok(())
}
