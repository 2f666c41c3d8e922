//! An async function with a loop, and its machine by hand.

mod by_hand;
mod numbers;

use std::error::Error;
use std::pin::pin;
use std::process::ExitCode;
use std::task::{Context, Poll, Waker};

use arguments::{Arguments, UsageError};
use numbers::Numbers;

const HELP: &str = "\
Adds numbers up to a zero, by two machines. A dot is a time without a number.

Usage: solution-until-zero [NUMBER | .]...

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

// ANCHOR: total
async fn total(mut numbers: Numbers) -> u32 {
    let mut total = 0;
    loop {
        let number = numbers.next().await;
        if number == 0 {
            return total;
        }
        total += number;
    }
}
// ANCHOR_END: total

/// So many answers of a future, or fewer if it is ready before.
fn answers(future: impl Future<Output = u32>, polls: usize) -> Vec<Poll<u32>> {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    let mut answers = Vec::new();
    while answers.len() < polls && !answers.iter().any(Poll::is_ready) {
        answers.push(future.as_mut().poll(&mut cx));
    }
    answers
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let numbers = arguments
        .text_operands()?
        .iter()
        .map(|word| match word.as_str() {
            "." => Ok(None),
            word => word.parse().map(Some).map_err(|_| {
                UsageError::new(format!("{word:?} is no number and no dot"))
            }),
        })
        .collect::<Result<Numbers, _>>()?;
    let polls = numbers.moments() + 1;
    println!("async: {:?}", answers(total(numbers.clone()), polls));
    println!("hand:  {:?}", answers(by_hand::Total::new(numbers), polls));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All sequences of up to six moments, in each of which nothing comes, or
    /// 0, 1 or 2.
    #[test]
    fn both_machines_answer_alike() {
        for length in 0..=6 {
            for code in 0..4_u32.pow(length) {
                let moment = |at| (code / 4_u32.pow(at) % 4).checked_sub(1);
                let numbers: Numbers = (0..length).map(moment).collect();
                let polls = length as usize + 1;
                let compilers = answers(total(numbers.clone()), polls);
                let by_hand = answers(by_hand::Total::new(numbers), polls);
                assert_eq!(compilers, by_hand, "{code} of {length}");
            }
        }
    }

    #[test]
    fn a_poll_takes_all_that_has_come() {
        let numbers = [Some(3), Some(4), None, Some(5), Some(0), Some(9)];
        let numbers: Numbers = numbers.into_iter().collect();
        let expected = [Poll::Pending, Poll::Ready(12)];
        assert_eq!(answers(total(numbers), 9), expected);
    }

    #[test]
    fn only_numbers_and_dots_are_numbers() {
        let error = run(Arguments::new(["1", "x"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
