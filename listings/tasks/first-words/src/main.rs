//! Three tasks that talk: when does a spawned one begin?

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rt_tasks::{block_on, spawn, yield_now};

const HELP: &str = "\
The task of block_on spawns two others, and waits for one of them.

Usage: first-words

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

// ANCHOR: speak
async fn speak(name: &str, lines: u32) -> u32 {
    for line in 1..=lines {
        println!("{name}: line {line}");
        yield_now().await;
    }
    println!("{name}: done");
    lines
}
// ANCHOR_END: speak

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let why = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(why).into());
    }
    // ANCHOR: main
    block_on(async {
        let ann = spawn(speak("Ann", 2));
        let bob = spawn(speak("Bob", 1));
        println!("main: both are spawned");
        let lines = bob.await?;
        println!("main: Bob has said {lines}");
        let lines = ann.await?;
        println!("main: Ann has said {lines}");
        Ok(())
    })
    // ANCHOR_END: main
}
