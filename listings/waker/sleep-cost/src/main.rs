//! Measures what it costs to wait for a letter: by asking, and asleep.

use std::error::Error;
use std::io::{self, Write};
use std::pin::pin;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{future, thread};

use arguments::{Arguments, UsageError};
use rt_park::{Letter, letter};

const HELP: &str = "\
Waits for a letter that comes late, with an executor that asks again and again
and with one that sleeps. Then measures how soon each notices a letter.

Usage: sleep-cost [OPTIONS]

Options:
  --csv       Print comma-separated values
  --quick     Let the letters come soon
  -h, --help  Print this help
";

/// How late the letter comes; how many letters are timed; and how long each of
/// those takes to come, so that who sleeps sleeps.
struct Rules {
    silence: Duration,
    letters: usize,
    pause: Duration,
}

const RULES: Rules = Rules {
    silence: Duration::from_millis(1000),
    letters: 501,
    pause: Duration::from_millis(2),
};
const QUICK_RULES: Rules = Rules {
    silence: Duration::from_millis(50),
    letters: 5,
    pause: Duration::from_millis(2),
};

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let csv = arguments.flag("--csv");
    let rules = if arguments.flag("--quick") { QUICK_RULES } else { RULES };
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let mut out = io::stdout();
    writeln!(out, "{}", if csv { CSV_HEADER } else { HEADER })?;
    for (name, executor) in EXECUTORS {
        let measured = measure(executor, &rules);
        let row = if csv { csv_row } else { row };
        writeln!(out, "{}", row(name, &measured))?;
    }
    Ok(())
}

const HEADER: &str = "executor        CPU         polls  noticed after";
const CSV_HEADER: &str = "executor,CPU (ms),polls,noticed (µs)";

/// Whoever polls.
#[derive(Debug, Clone, Copy)]
enum Executor {
    /// Asks again and again.
    Spinning,
    /// Asks after a wake.
    Sleeping,
}

const EXECUTORS: [(&str, Executor); 2] =
    [("spinning", Executor::Spinning), ("sleeping", Executor::Sleeping)];

impl Executor {
    /// Waits for a letter. Returns how often that was polled, and when the
    /// letter was sent.
    fn wait_for(self, letter: Letter<Instant>) -> (u64, Instant) {
        let mut polls = 0;
        let mut letter = pin!(letter);
        let counted = future::poll_fn(|cx| {
            polls += 1;
            letter.as_mut().poll(cx)
        });
        let sent = match self {
            Executor::Spinning => rt_spin::block_on(counted),
            Executor::Sleeping => rt_park::block_on(counted),
        };
        (polls, sent.expect("its thread sends the letter"))
    }
}

struct Measured {
    /// How long the waiting thread was on a processor.
    cpu: Duration,
    polls: u64,
    /// From the sending of a letter to the end of `block_on`: the median.
    noticed: Duration,
}

fn measure(executor: Executor, rules: &Rules) -> Measured {
    let cpu = cpu_clock::thread();
    let (polls, _) = executor.wait_for(letter_after(rules.silence));
    let cpu = cpu_clock::thread() - cpu;
    let mut noticed: Vec<Duration> = (0..rules.letters)
        .map(|_| executor.wait_for(letter_after(rules.pause)).1.elapsed())
        .collect();
    noticed.sort();
    Measured { cpu, polls, noticed: noticed[noticed.len() / 2] }
}

/// A letter that says when it was sent.
fn letter_after(pause: Duration) -> Letter<Instant> {
    let (sender, letter) = letter();
    thread::spawn(move || {
        thread::sleep(pause);
        sender.send(Instant::now());
    });
    letter
}

fn row(name: &str, measured: &Measured) -> String {
    let Measured { cpu, polls, noticed } = measured;
    let (cpu, noticed) = (cpu.as_secs_f64() * 1e3, noticed.as_secs_f64() * 1e6);
    format!("{name:9} {cpu:7.1} ms {polls:11} {noticed:12.1} µs")
}

fn csv_row(name: &str, measured: &Measured) -> String {
    let Measured { cpu, polls, noticed } = measured;
    let (cpu, noticed) = (cpu.as_secs_f64() * 1e3, noticed.as_secs_f64() * 1e6);
    format!("{name},{cpu:.2},{polls},{noticed:.1}")
}

#[cfg(test)]
mod tests;
