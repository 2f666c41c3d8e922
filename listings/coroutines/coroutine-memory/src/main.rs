//! Measures the memory of coroutines that wait: with stacks, and as machines.

mod memory;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::task::Poll;

use arguments::{Arguments, UsageError};
use machine::machine;
use memory::Memory;
use stackful::{Coroutine, Pause, STACK};

const HELP: &str = "\
Measures the memory of coroutines that wait, in KiB.

Usage: coroutine-memory [--csv] [COUNT]...
       coroutine-memory [--csv] --limit

Arguments:
  [COUNT]...  How many coroutines [default: 100 1000 10000]

Options:
  --csv       Print comma-separated values
  --limit     Make coroutines until the system refuses, and count them
  -h, --help  Print this help
";

/// Where `--limit` gives up.
const ENOUGH: usize = 200_000;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let csv = arguments.flag("--csv");
    let limit = arguments.flag("--limit");
    let mut counts = arguments
        .text_operands()?
        .iter()
        .map(|word| match word.parse() {
            Ok(count) if count > 0 => Ok(count),
            _ => Err(UsageError::new(format!("{word:?} is no count"))),
        })
        .collect::<Result<Vec<usize>, UsageError>>()?;
    let mut out = io::stdout();
    if limit {
        let (made, error) = until_refused();
        let error = error.map_or(String::from("enough"), |e| e.to_string());
        match csv {
            true => writeln!(out, "stack (KiB),made\n{},{made}", STACK >> 10)?,
            false => writeln!(out, "{made} coroutines, then: {error}")?,
        }
        return Ok(());
    }
    if counts.is_empty() {
        counts = vec![100, 1_000, 10_000];
    }
    if csv {
        writeln!(
            out,
            "coroutines,reserved (KiB),resident (KiB),tables (KiB),each (KiB),\
             machines (KiB)"
        )?;
    }
    for count in counts {
        let Memory { reserved, resident, tables } = of_stacks(count)?;
        let each = (resident + tables) as f64 / count as f64;
        let machines = (count * size_of::<Adds>()) as f64 / 1024.0;
        if csv {
            writeln!(
                out,
                "{count},{reserved},{resident},{tables},{each:.2},{machines:.2}"
            )?;
        } else {
            writeln!(
                out,
                "{count}: {reserved} reserved, {resident} resident, {tables} \
                 in page tables, {each:.2} each; as machines: {machines:.2}"
            )?;
        }
    }
    Ok(())
}

machine! {
    /// Adds two numbers, the second of which never comes.
    fn Adds(first: u64) -> u64 {
        let second: u64 = pause!(Poll::<u64>::Pending);
        first + second
    }
}

/// The same, on a stack.
fn adds(first: u64, pause: &Pause) -> u64 {
    loop {
        match Poll::<u64>::Pending {
            Poll::Ready(second) => return first + second,
            Poll::Pending => pause.pause(),
        }
    }
}

/// What so many coroutines take, each of which waits for its second number.
fn of_stacks(count: usize) -> io::Result<Memory> {
    let mut coroutines = Vec::with_capacity(count);
    let before = Memory::now()?;
    for first in 0..count {
        let body = move |pause: &Pause| adds(first as u64, pause);
        let mut coroutine = Coroutine::new(STACK, body)?;
        assert!(coroutine.resume().is_pending(), "no number comes");
        coroutines.push(coroutine);
    }
    Ok(Memory::now()? - before)
}

/// Makes coroutines until one is refused.
fn until_refused() -> (usize, Option<io::Error>) {
    let mut made = Vec::new();
    while made.len() < ENOUGH {
        match Coroutine::new(STACK, |_| ()) {
            Ok(coroutine) => made.push(coroutine),
            Err(error) => return (made.len(), Some(error)),
        }
    }
    (made.len(), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_wait_for_the_second_number() {
        let mut machine = Adds::new(3);
        assert!(machine.step().is_pending());
        assert!(matches!(machine, Adds::At1 { first: 3 }));
        assert!(size_of::<Adds>() <= 16, "a number and a place");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_stack_is_reserved_whole_and_resident_in_part() {
        let Memory { reserved, resident, .. } = of_stacks(100).unwrap();
        assert!(reserved >= 6_400, "{reserved}");
        assert!((400..3_200).contains(&resident), "{resident}");
    }

    #[test]
    fn counts_are_whole_numbers_above_zero() {
        for word in ["0", "many", "-1"] {
            let error = run(Arguments::new(["--csv", word])).unwrap_err();
            assert!(error.is::<UsageError>(), "{word}");
        }
    }
}
