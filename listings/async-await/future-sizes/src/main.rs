//! Measures what a future keeps across an await.

mod kept;
mod page;

use std::error::Error;
use std::process::ExitCode;

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Prints the sizes of futures, in bytes.

Usage: future-sizes [--csv] [NAME]...

Arguments:
  [NAME]...   Which futures [default: all]

Options:
  --csv       Print comma-separated values
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

/// All futures, by the names of their functions.
fn sizes() -> Vec<(&'static str, usize)> {
    vec![
        ("nothing", size_of_val(&kept::nothing())),
        ("used_after", size_of_val(&kept::used_after())),
        ("used_before", size_of_val(&kept::used_before())),
        ("dropped", size_of_val(&kept::dropped())),
        ("in_a_block", size_of_val(&kept::in_a_block())),
        ("moved", size_of_val(&kept::moved())),
        ("two_pages", size_of_val(&kept::two_pages())),
        ("two_blocks", size_of_val(&kept::two_blocks())),
        ("either", size_of_val(&kept::either(true))),
        ("either_boxed", size_of_val(&kept::either_boxed(true))),
    ]
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let csv = arguments.flag("--csv");
    let mut sizes = sizes();
    let names = arguments.text_operands()?;
    if let Some(name) =
        names.iter().find(|name| sizes.iter().all(|(it, _)| it != name))
    {
        return Err(UsageError::new(format!("no future {name:?}")).into());
    }
    if !names.is_empty() {
        sizes.retain(|(name, _)| names.iter().any(|it| it == name));
    }
    if csv {
        println!("future,size (bytes)");
    }
    for (name, size) in sizes {
        match csv {
            true => println!("{name},{size}"),
            false => println!("{name:<12} {size:>5}"),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
