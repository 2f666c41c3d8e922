//! Polls one sum as three machines, side by side.

mod by_hand;
mod by_macro;
mod later;
mod observed;
mod sum;

use std::error::Error;
use std::pin::pin;
use std::process::ExitCode;
use std::task::{Context, Poll, Waker};

use arguments::{Arguments, UsageError};
use later::Later;
use observed::says;
use sum::sum;

const HELP: &str = "\
Polls the sum of two late numbers until it is ready, in up to three ways.

Usage: same-sum [WAY]...

Arguments:
  [WAY]...    async, hand or macro [default: all three]

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let mut ways = arguments.text_operands()?;
    if ways.is_empty() {
        ways = ["async", "hand", "macro"].map(String::from).into();
    }
    let numbers = two_numbers(1, 1);
    let runs = ways
        .iter()
        .map(|way| match way.as_str() {
            "async" => Ok(of_the_compiler(numbers.clone())),
            "hand" => Ok(by_hand(numbers.clone())),
            "macro" => Ok(by_macro(numbers.clone())),
            _ => Err(UsageError::new(format!("{way:?} is no way"))),
        })
        .collect::<Result<Vec<Run>, _>>()?;
    print!("{}", table(&ways, &runs));
    Ok(())
}

/// The answers to all polls, up to `Ready`, and the size of the machine.
type Run = (Vec<Poll<u32>>, usize);

fn two_numbers(first: u32, second: u32) -> [Later; 2] {
    [
        Later { name: "first", pending: first, value: 3 },
        Later { name: "second", pending: second, value: 4 },
    ]
}

fn of_the_compiler([first, second]: [Later; 2]) -> Run {
    let mut machine = pin!(sum(first, second));
    let size = size_of_val(&*machine);
    let mut cx = Context::from_waker(Waker::noop());
    (answers(|| machine.as_mut().poll(&mut cx)), size)
}

fn by_hand([first, second]: [Later; 2]) -> Run {
    let mut machine = pin!(by_hand::Sum::Unresumed { first, second });
    let size = size_of_val(&*machine);
    let mut cx = Context::from_waker(Waker::noop());
    (answers(|| machine.as_mut().poll(&mut cx)), size)
}

fn by_macro([first, second]: [Later; 2]) -> Run {
    let mut machine = by_macro::Sum::new(first, second);
    let size = size_of_val(&machine);
    (answers(|| machine.step()), size)
}

fn answers(mut poll: impl FnMut() -> Poll<u32>) -> Vec<Poll<u32>> {
    let mut answers = Vec::new();
    loop {
        says("main", "sum", "poll");
        let answer = poll();
        says("sum", "main", &format!("{answer:?}"));
        answers.push(answer);
        if answer.is_ready() {
            return answers;
        }
    }
}

/// A column for each way.
fn table(ways: &[String], runs: &[Run]) -> String {
    let row = |head: &str, cells: Vec<String>| {
        let cells = cells.iter().map(|cell| format!("{cell:<10}"));
        let line = format!("{head:<8}{}", cells.collect::<String>());
        format!("{}\n", line.trim_end())
    };
    let mut table = row("", ways.to_vec());
    let polls = runs.iter().map(|(answers, _)| answers.len()).max();
    for poll in 0..polls.unwrap_or(0) {
        let cell = |(answers, _): &Run| match answers.get(poll) {
            Some(answer) => format!("{answer:?}"),
            None => String::new(),
        };
        let head = format!("poll {}", poll + 1);
        table += &row(&head, runs.iter().map(cell).collect());
    }
    let sizes = runs.iter().map(|(_, size)| size.to_string()).collect();
    table + &row("bytes", sizes)
}

#[cfg(test)]
mod tests;
