//! A machine that points into itself, and is moved.

mod machine;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::mem;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use machine::Machine;

const HELP: &str = "\
Moves machines that point into themselves, and tells where they point then.
It reads nothing through these pointers.

Usage: moved-machine

Options:
  -h, --help  Print this help
";

const ANT: [u8; 24] = *b"But when the leaves hang";
const BEE: [u8; 24] = *b"The wind is passing thro";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let why = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(why).into());
    }
    move_once();
    swap();
    Ok(())
}

// ANCHOR: move
fn move_once() {
    let mut ant = Machine::new(ANT);
    ant.step();
    tell("ant, after its step", &ant);
    let ant = Box::new(ant);
    tell("ant, in a box", &ant);
}
// ANCHOR_END: move

// ANCHOR: swap
fn swap() {
    let (mut ant, mut bee) = (Machine::new(ANT), Machine::new(BEE));
    ant.step();
    bee.step();
    mem::swap(&mut ant, &mut bee);
    println!("the two are swapped");
    println!("`ant` points into `ant`: {:?}", ant.points_into(&ant));
    println!("`ant` points into `bee`: {:?}", ant.points_into(&bee));
}
// ANCHOR_END: swap

fn tell(when: &str, machine: &Machine) {
    println!("{when}:");
    println!("    the line is at    {:p}", machine.place());
    match machine.points_into(machine) {
        Some(byte) => {
            println!(
                "    the pointer is to {:p}, its byte {byte}",
                machine.target()
            );
        }
        None => {
            println!(
                "    the pointer is to {:p}, not in the line",
                machine.target()
            );
        }
    }
}
