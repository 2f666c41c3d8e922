//! What becomes of tasks that nobody waits for.

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use rt_tasks::{block_on, spawn, yield_now};

const HELP: &str = "\
A task spawns another one and ends, the future of block_on ends, and one task
has not even begun.

Usage: left-behind

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

// ANCHOR: candle
/// Says when it is dropped.
struct Candle(&'static str);

impl Drop for Candle {
    fn drop(&mut self) {
        println!("{} goes out", self.0);
    }
}

async fn burn(name: &'static str, hours: u32) {
    let _candle = Candle(name);
    for hour in 1..=hours {
        println!("{name} burns, hour {hour}");
        yield_now().await;
    }
}
// ANCHOR_END: candle

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let why = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(why).into());
    }
    // ANCHOR: main
    let mut late = None;
    block_on(async {
        let parent = spawn(async {
            spawn(burn("the candle", 9));
            println!("the parent ends");
        });
        parent.await.expect("the parent does not panic");
        println!("main gives way once");
        yield_now().await;
        println!("main spawns a task, and ends");
        late = Some(spawn(burn("a second candle", 1)));
    });
    println!("block_on has returned");
    if let Some(late) = late {
        println!("the second candle: {:?}", block_on(late));
    }
    // ANCHOR_END: main
    Ok(())
}
