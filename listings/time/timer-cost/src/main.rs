//! Measures a heap of timers against a wheel.

mod measure;
mod timers;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use measure::{Cost, measure};
use rt_time::heap::Heap;
use rt_time::wheel::Wheel;

const HELP: &str = "\
Inserts timers into a heap and into a wheel that hold many already, cancels them,
and lets the others expire; tells what each of these takes. Takes about a minute.

Usage: timer-cost [--csv | --quick]

Options:
  --csv       Print comma-separated values
  --quick     The same, with few timers only
  -h, --help  Print this help
";

const COUNTS: [usize; 7] = [10, 100, 1000, 10_000, 100_000, 300_000, 1_000_000];
const FEW: [usize; 2] = [10, 100];

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let quick = arguments.flag("--quick");
    let csv = arguments.flag("--csv") || quick;
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let counts = if quick { &FEW[..] } else { &COUNTS[..] };
    let mut out = io::stdout();
    let (header, row): (_, fn(usize, Cost, Cost) -> String) =
        if csv { (CSV_HEADER, csv_row) } else { (HEADER, row) };
    writeln!(out, "{header}")?;
    for &count in counts {
        let heap = measure::<Heap<u64>>(count);
        let wheel = measure::<Wheel<u64>>(count);
        writeln!(out, "{}", row(count, heap, wheel))?;
    }
    Ok(())
}

const HEADER: &str = "  timers   insert: heap, wheel   cancel: heap, wheel   \
                      expire: heap, wheel";
const CSV_HEADER: &str = "timers,heap insert (ns),wheel insert (ns),\
    heap cancel (ns),wheel cancel (ns),heap expire (ns),wheel expire (ns),\
    insert,cancel,expire";

fn row(count: usize, heap: Cost, wheel: Cost) -> String {
    let pair = |heap: f64, wheel: f64| format!("{heap:8.0} ns {wheel:8.0} ns");
    format!(
        "{count:8}{}{}{}",
        pair(heap.insert, wheel.insert),
        pair(heap.cancel, wheel.cancel),
        pair(heap.expire, wheel.expire)
    )
}

fn csv_row(count: usize, heap: Cost, wheel: Cost) -> String {
    let each = [
        (heap.insert, wheel.insert),
        (heap.cancel, wheel.cancel),
        (heap.expire, wheel.expire),
    ];
    let nanos =
        each.iter().map(|(heap, wheel)| format!("{heap:.0},{wheel:.0}"));
    let ratios =
        each.iter().map(|(heap, wheel)| format!("{:.2}", heap / wheel));
    let numbers: Vec<_> = nanos.chain(ratios).collect();
    format!("{count},{}", numbers.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_number_for_each_column() {
        let heap = Cost { insert: 100.0, cancel: 60.0, expire: 300.0 };
        let wheel = Cost { insert: 50.0, cancel: 40.0, expire: 600.0 };
        let row = csv_row(10, heap, wheel);
        assert_eq!(row, "10,100,50,60,40,300,600,2.00,1.50,0.50");
        assert_eq!(CSV_HEADER.split(',').count(), row.split(',').count());
    }

    #[test]
    fn there_are_no_operands() {
        assert!(run(Arguments::new(["ant"])).unwrap_err().is::<UsageError>());
    }
}
