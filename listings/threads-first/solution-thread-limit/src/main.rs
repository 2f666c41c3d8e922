//! Starts threads until the system says no, and tells what it said.
//!
//! The threads are started in a second process. There is a reason: a thread of Rust needs memory
//! for a signal stack, too, and asks for it after `spawn` has returned. If the system has none to
//! give, there is nobody to return an error to, and the process is ended.

mod limits;

use std::error::Error;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::{env, fs, thread};

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Starts threads until the system says no, and tells what it said.

Usage: solution-thread-limit [--csv | --quick]

Options:
  --csv       Print comma-separated values
  --quick     The same, and stop at 50 threads
  --here <N>  Start up to N threads in this process
  -h, --help  Print this help
";

/// No more than this: somebody may want to go on with other things.
const ENOUGH: usize = 100_000;

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(most) = arguments.option("--here", "a number of threads")? {
        return start(most, &mut io::stdout());
    }
    let quick = arguments.flag("--quick");
    let csv = arguments.flag("--csv") || quick;
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let reached = elsewhere(if quick { 50 } else { ENOUGH })?;
    let mut out = io::stdout();
    if csv {
        let limit = limits::mappings().map_or(String::new(), |n| n.to_string());
        let each =
            reached.mappings.map_or(String::new(), |n| format!("{n:.1}"));
        // One row. The first column is there to name it.
        writeln!(out, "process,threads,mappings,limit")?;
        writeln!(out, "1,{},{each},{limit}", reached.threads)?;
    } else {
        writeln!(out, "threads: {}", reached.threads)?;
        if let Some(each) = reached.mappings {
            writeln!(out, "memory mappings for each: {each:.1}")?;
        }
        writeln!(out, "the process ended with {}", reached.end)?;
        for (name, limit) in limits::all() {
            writeln!(out, "{name}: {limit}")?;
        }
    }
    Ok(())
}

/// How far a process came.
#[derive(Debug)]
struct Reached {
    threads: usize,
    /// How many memory mappings a thread needs; `None` where nobody tells.
    mappings: Option<f64>,
    end: String,
}

/// Starts threads in a process of its own.
fn elsewhere(most: usize) -> io::Result<Reached> {
    let mut process = Command::new(env::current_exe()?)
        .args(["--here", &most.to_string()])
        .stdout(Stdio::piped())
        .spawn()?;
    let output = process.stdout.take().expect("the output is piped");
    // The last line that it could write says how far it came.
    let (mut threads, mut mappings) = (0, None);
    for line in BufReader::new(output).lines() {
        let line = line?;
        match line.split_once(' ') {
            Some((_, number)) => mappings = number.parse().ok(),
            None => threads = line.parse().unwrap_or(threads),
        }
    }
    Ok(Reached { threads, mappings, end: process.wait()?.to_string() })
}

/// Starts threads, and tells how many wait.
fn start(most: usize, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    /// So many are started before we wait until they run.
    const BATCH: usize = 64;
    /// To count the mappings takes longer the more there are. Once is enough.
    const MANY: usize = 1024;
    let before = mappings();
    let (sender, started) = mpsc::channel();
    for number in 1..=most {
        let sender = sender.clone();
        let spawned = thread::Builder::new().spawn(move || {
            // Fails if main has returned, and then the process ends.
            let _ = sender.send(());
            loop {
                thread::park();
            }
        });
        spawned.map_err(|error| format!("no thread {number}: {error}"))?;
        if number % BATCH == 0 || number == most {
            let batch = number - (number - 1) / BATCH * BATCH;
            started.iter().take(batch).for_each(drop);
            writeln!(out, "{number}")?;
        }
        if number == most.min(MANY)
            && let Some(more) = mappings().zip(before).map(|(a, b)| a - b)
        {
            writeln!(out, "mappings {}", more as f64 / number as f64)?;
        }
    }
    Ok(())
}

/// How many memory mappings this process has.
fn mappings() -> Option<usize> {
    Some(fs::read_to_string("/proc/self/maps").ok()?.lines().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(most: usize) -> Vec<String> {
        let mut out = Vec::new();
        start(most, &mut out).unwrap();
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn so_many_threads_start() {
        let lines = lines(140);
        assert_eq!(lines[..3], ["64", "128", "140"]);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_thread_takes_a_mapping_or_more() {
        let lines = lines(64);
        let each = lines[1].strip_prefix("mappings ").unwrap();
        assert!(each.parse::<f64>().unwrap() >= 1.0, "{each}");
    }
}
