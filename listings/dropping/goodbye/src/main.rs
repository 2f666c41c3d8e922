//! A farewell that has to be awaited.

mod scenes;
mod stop;
mod talk;

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};

use scenes::{End, heard};

const HELP: &str = "\
Ends a talk in five ways, and tells what the peer has heard each time.

Usage: goodbye

Options:
  -h, --help  Print this help
";

const ENDS: [(&str, End); 5] = [
    ("closed", End::Closed),
    ("dropped", End::Dropped),
    ("dropped, which spawns", End::Spawned),
    ("the same, and main goes on", End::SpawnedAndGoesOn),
    ("asked to stop", End::Asked),
];

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let why = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(why).into());
    }
    for (name, end) in ENDS {
        println!("{name}: {}", heard(end)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
