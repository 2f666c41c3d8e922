//! Lets events happen to the entry of a poem, one after the other.

mod player;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use cache_entry::{Cell, EVENTS, STATES, table};
use player::Player;

const HELP: &str = "\
Lets events happen to the entry of a poem in a cache, and prints what comes of each.

Usage: cache-entry [OPTIONS] <EVENT>...

Arguments:
  <EVENT>...  ask:1, leave:1 (guests have numbers), came, broke, later

Options:
  --table     Print what each event does in each state
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let wants_table = arguments.flag("--table");
    let words = arguments.text_operands()?;
    if words.is_empty() != wants_table {
        return Err(UsageError::new("needs events, or --table").into());
    }
    let mut out = io::stdout();
    if wants_table {
        print_table(&mut out)?;
    }
    let mut player = Player::new();
    for word in words {
        let told = player.play(&word)?.join(", ");
        let line = format!("{word:<9} {:<10} {told}", player.state());
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn print_table(out: &mut impl Write) -> io::Result<()> {
    let header = STATES.map(|state| format!("{state:<10}")).concat();
    writeln!(out, "{:<23}{}", "", header.trim_end())?;
    let table = table();
    for event in EVENTS {
        let row = table.iter().filter(|(_, on, _)| *on == event);
        let cells = row.map(|(_, _, cell)| match cell {
            Cell::To(state) => format!("{state:<10}"),
            Cell::Nothing => format!("{:<10}", "-"),
            Cell::Illegal => format!("{:<10}", "illegal"),
        });
        let cells: String = cells.collect();
        writeln!(out, "{event:<23}{}", cells.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod main_tests;
