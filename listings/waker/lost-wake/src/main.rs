//! A note that comes between a look into its slot and the waker that is left
//! there.

mod note;
mod race;

use std::error::Error;
use std::process::ExitCode;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use note::{Note, Order, Slot};
use time_limit::attempt;

const HELP: &str = "\
Waits for a note from another thread, which comes at the worst moment. Gives up
after 1000 ms.

Usage: lost-wake [OPTIONS]

Options:
  --leave-first  Leave the waker first, and look for the note then
  --csv          Leave the moment to chance, and count what is lost of 3000
                 notes: comma-separated values
  --quick        Count 100 notes
  -h, --help     Print this help
";

/// Who sleeps for so long will not wake any more.
const PATIENCE: Duration = Duration::from_secs(1);

const ROUNDS: usize = 3000;
const QUICK_ROUNDS: usize = 100;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let leave_first = arguments.flag("--leave-first");
    let csv = arguments.flag("--csv");
    let rounds = if arguments.flag("--quick") { QUICK_ROUNDS } else { ROUNDS };
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    if csv {
        println!("order,notes,lost");
        println!("look,{rounds},{}", race::of_notes(Order::Look, rounds));
        println!("leave,{rounds},{}", race::of_notes(Order::Leave, rounds));
        println!("letter,{rounds},{}", race::of_letters(rounds));
        return Ok(());
    }
    let order = if leave_first { Order::Leave } else { Order::Look };
    match attempt(PATIENCE, move || receive(order)) {
        Some(note) => println!("received: {note}"),
        None => println!("still asleep after {PATIENCE:?}"),
    }
    Ok(())
}

/// Waits for a note that comes in the midst of the first poll.
fn receive(order: Order) -> &'static str {
    let slot = Arc::new(Slot::default());
    let (go, gone) = mpsc::channel();
    let (sent, is_sent) = mpsc::channel();
    let sender = Arc::clone(&slot);
    thread::spawn(move || {
        gone.recv().expect("there is a first poll");
        sender.send("Ruh");
        sent.send(()).expect("the first poll waits for this");
    });
    let gap = move || {
        // Later, nobody hears it.
        if go.send(()).is_ok() {
            let _ = is_sent.recv();
        }
    };
    rt_park::block_on(Note { slot, order, gap })
}

#[cfg(test)]
mod tests;
