//! Measures the CPU time of two decoders for one long line that comes byte by byte.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, UsageError};
use decoders::{Decoder, Fault};

const HELP: &str = "\
Measures two decoders on one long line that comes byte by byte.

Usage: rescan [OPTIONS]

Options:
  --csv       Print comma-separated values
  --quick     Only the shorter half of the lines
  -h, --help  Print this help
";

/// The lengths of the lines, in bytes.
const LENGTHS: [usize; 7] = [250, 500, 1000, 2000, 4000, 8000, 16000];

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let csv = arguments.flag("--csv");
    let quick = arguments.flag("--quick");
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let lengths = if quick { &LENGTHS[..4] } else { &LENGTHS[..] };
    report(lengths, csv, &mut io::stdout())
}

fn report(
    lengths: &[usize],
    csv: bool,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    if csv {
        writeln!(out, "bytes,rescanning (ms),remembering (ms)")?;
    }
    for &length in lengths {
        let first = measure(first_lines::Lines::default(), length)?;
        let second = measure(decoders::Lines::new(length), length)?;
        let [first, second] = [first, second].map(|it| it.as_secs_f64() * 1e3);
        if csv {
            writeln!(out, "{length},{first:.3},{second:.3}")?;
        } else {
            writeln!(
                out,
                "{length:>5} bytes: {first:>8.1} ms rescanning, \
                 {second:>4.1} ms remembering"
            )?;
        }
    }
    Ok(())
}

/// How long a decoder has the processor for a line of this length, byte by byte.
fn measure<D>(mut decoder: D, length: usize) -> Result<Duration, Fault>
where
    D: Decoder<Frame = String>,
{
    let begin = cpu_clock::thread();
    for _ in 0..length {
        decoder.feed(b"x");
        assert_eq!(decoder.next_frame()?, None, "the line is not whole");
    }
    decoder.feed(b"\n");
    let line = decoder.next_frame()?;
    let time = cpu_clock::thread() - begin;
    assert_eq!(line.map(|line| line.len()), Some(length), "now it is");
    Ok(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(csv: bool) -> Vec<String> {
        let mut out = Vec::new();
        report(&[1, 20], csv, &mut out).unwrap();
        String::from_utf8(out).unwrap().lines().map(String::from).collect()
    }

    #[test]
    fn the_csv_has_a_header_and_numbers() {
        let lines = lines(true);
        assert_eq!(lines[0], "bytes,rescanning (ms),remembering (ms)");
        for (line, key) in lines[1..].iter().zip([1.0, 20.0]) {
            let row: Vec<f64> =
                line.split(',').map(|cell| cell.parse().unwrap()).collect();
            assert_eq!((row.len(), row[0]), (3, key));
        }
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn without_csv_there_is_a_line_for_each_length() {
        let lines = lines(false);
        assert!(lines[1].starts_with("   20 bytes: "), "{}", lines[1]);
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn there_are_no_operands() {
        let error = run(Arguments::new(["100"])).unwrap_err().to_string();
        assert_eq!(error, r#"takes no operands, and got "100""#);
    }
}
