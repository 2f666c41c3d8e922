//! Three tasks, one of which panics.

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rt_tasks::{JoinError, JoinHandle, block_on, spawn, yield_now};

const HELP: &str = "\
Three tasks look for the third line of a poem. One poem has two lines.

Usage: one-panics [OPTIONS]

Options:
  --no-handles  Drop the handles: nobody asks what became of the tasks
  -h, --help    Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

// ANCHOR: third-line
const POEMS: [&[&str]; 3] = [
    &["Who has seen the wind?", "Neither I nor you:", "But when the leaves"],
    &["Ueber allen Gipfeln", "Ist Ruh’,"],
    &["Il pleure dans mon coeur", "Comme il pleut", "sur la ville ;"],
];

async fn third_line(poem: &[&'static str]) -> &'static str {
    yield_now().await;
    // A mistake: not every poem has a third line.
    poem[2]
}
// ANCHOR_END: third-line

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let no_handles = arguments.flag("--no-handles");
    if let Some(operand) = arguments.operands()?.first() {
        let why = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(why).into());
    }
    block_on(async {
        let tasks = POEMS.map(|poem| spawn(third_line(poem)));
        if no_handles {
            drop(tasks);
            yield_now().await;
            yield_now().await;
        } else {
            tell(tasks).await;
        }
        println!("main goes on");
    });
    Ok(())
}

// ANCHOR: tell
async fn tell(tasks: [JoinHandle<&str>; 3]) {
    for task in tasks {
        match task.await {
            Ok(line) => println!("{line}"),
            Err(JoinError::Panicked(text)) => println!("(a panic: {text})"),
            Err(error) => println!("({error})"),
        }
    }
}
// ANCHOR_END: tell
