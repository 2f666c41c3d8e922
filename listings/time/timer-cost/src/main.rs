//! Measures a heap of timers against a wheel.

mod measure;
mod timers;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use measure::{Cost, measure};
use rt_time::heap::Heap;
use rt_time::wheel::Wheel;

const HELP: &str = "\
Keeps many timers in a heap and in a wheel. Tells what a request takes, which
inserts a timer while another one is cancelled, and what an expiry takes, of CPU
time. Takes about a minute.

Usage: timer-cost [--csv | --quick]

Options:
  --csv       Print comma-separated values
  --quick     The same, with few timers only
  -h, --help  Print this help
";

const COUNTS: [usize; 6] = [10, 100, 1000, 10_000, 100_000, 1_000_000];
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

const HEADER: &str = "  timers      request: heap, wheel        worst: heap, wheel       \
                      expiry: heap, wheel";
const CSV_HEADER: &str = "timers,heap-request (ns),wheel-request (ns),\
    heap-worst (µs),wheel-worst (µs),heap-expiry (ns),wheel-expiry (ns),\
    request,worst,expiry";

fn row(count: usize, heap: Cost, wheel: Cost) -> String {
    let pair = |heap, wheel| format!("{heap:>14.1?} {wheel:>11.1?}");
    format!(
        "{count:8}{}{}{}",
        pair(heap.request, wheel.request),
        pair(heap.worst, wheel.worst),
        pair(heap.expiry, wheel.expiry)
    )
}

fn csv_row(count: usize, heap: Cost, wheel: Cost) -> String {
    let ratio = |heap: Duration, wheel| heap.div_duration_f64(wheel);
    format!(
        "{count},{},{},{:.1},{:.1},{},{},{:.2},{:.2},{:.2}",
        heap.request.as_nanos(),
        wheel.request.as_nanos(),
        heap.worst.as_secs_f64() * 1e6,
        wheel.worst.as_secs_f64() * 1e6,
        heap.expiry.as_nanos(),
        wheel.expiry.as_nanos(),
        ratio(heap.request, wheel.request),
        ratio(heap.worst, wheel.worst),
        ratio(heap.expiry, wheel.expiry)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_number_for_each_column() {
        let cost = |request, worst, expiry| {
            let [request, worst, expiry] =
                [request, worst, expiry].map(Duration::from_nanos);
            Cost { request, worst, expiry }
        };
        let (heap, wheel) = (cost(100, 6000, 300), cost(50, 4000, 600));
        let row = csv_row(10, heap, wheel);
        assert_eq!(row, "10,100,50,6.0,4.0,300,600,2.00,1.50,0.50");
        assert_eq!(CSV_HEADER.split(',').count(), row.split(',').count());
    }

    #[test]
    fn there_are_no_operands() {
        assert!(run(Arguments::new(["ant"])).unwrap_err().is::<UsageError>());
    }
}
