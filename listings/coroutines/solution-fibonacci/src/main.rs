//! Solution: a generator by hand, and by the macro.

use std::cell::Cell;
use std::error::Error;
use std::io::{self, Write};
use std::iter;
use std::process::ExitCode;
use std::rc::Rc;
use std::task::Poll;

use arguments::{Arguments, UsageError};
use machine::machine;

const HELP: &str = "\
Prints the first ten Fibonacci numbers, by hand and by the macro.

Usage: solution-fibonacci

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    for (hand, macro_) in ByHand::new().zip(by_macro()).take(10) {
        writeln!(io::stdout(), "{hand} {macro_}")?;
    }
    Ok(())
}

/// The variables of the loop, and nothing else: the place is always the same. `None` stands for a
/// number that does not fit.
struct ByHand {
    now: Option<u64>,
    next: Option<u64>,
}

impl ByHand {
    fn new() -> ByHand {
        ByHand { now: Some(0), next: Some(1) }
    }
}

impl Iterator for ByHand {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let now = self.now?;
        self.now = self.next;
        self.next = self.next.and_then(|next| next.checked_add(now));
        Some(now)
    }
}

/// A place for one number, between one who gives and one who takes.
#[derive(Debug, Clone, Default)]
struct Slot(Rc<Cell<Place>>);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Empty,
    Full(u64),
    /// It was taken, and the giver does not know yet.
    Taken,
}

impl Slot {
    /// Puts a number in; `Ready` when it has been taken.
    fn give(&self, number: u64) -> Poll<bool> {
        match self.0.get() {
            Place::Empty => {
                self.0.set(Place::Full(number));
                Poll::Pending
            }
            Place::Full(_) => Poll::Pending,
            Place::Taken => {
                self.0.set(Place::Empty);
                Poll::Ready(true)
            }
        }
    }

    fn take(&self) -> Option<u64> {
        match self.0.get() {
            Place::Full(number) => {
                self.0.set(Place::Taken);
                Some(number)
            }
            Place::Empty | Place::Taken => None,
        }
    }
}

machine! {
    /// Gives one number after the other, as long as they fit. Returns how many.
    fn Gives(slot: Slot) -> u32 {
        let given: u32 = 0;
        let now: Option<u64> = Some(0);
        let next: Option<u64> = Some(1);
        while (now.is_some()) {
            let number: u64 = now.unwrap_or_default();
            let taken: bool = pause!(slot.give(number));
            given += u32::from(taken);
            now = next;
            next = next.and_then(|next| next.checked_add(number));
        }
        given
    }
}

/// The numbers that the machine gives.
fn by_macro() -> impl Iterator<Item = u64> {
    let slot = Slot::default();
    let mut machine = Gives::new(slot.clone());
    iter::from_fn(move || match machine.step() {
        Poll::Pending => slot.take(),
        Poll::Ready(_) => None,
    })
    .fuse()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_is_the_sum_of_the_two_before() {
        let first: Vec<u64> = by_macro().take(10).collect();
        assert_eq!(first, [0, 1, 1, 2, 3, 5, 8, 13, 21, 34]);
    }

    #[test]
    fn both_go_as_far_as_the_type_and_agree() {
        let by_hand: Vec<u64> = ByHand::new().collect();
        let by_macro: Vec<u64> = by_macro().collect();
        assert_eq!(by_hand, by_macro);
        let last_two = &by_hand[by_hand.len() - 2..];
        assert!(
            last_two[0]
                .checked_add(last_two[1])
                .is_none_or(|sum| { sum.checked_add(last_two[1]).is_none() })
        );
    }

    #[test]
    fn the_machine_ends_with_the_count() {
        let slot = Slot::default();
        let mut machine = Gives::new(slot.clone());
        let given = loop {
            match machine.step() {
                Poll::Pending => assert!(slot.take().is_some()),
                Poll::Ready(given) => break given,
            }
        };
        assert_eq!(given, 94);
    }

    #[test]
    fn who_asks_twice_gives_once() {
        let slot = Slot::default();
        assert_eq!(slot.give(7), Poll::Pending);
        assert_eq!(slot.give(8), Poll::Pending);
        assert_eq!(slot.take(), Some(7));
        assert_eq!(slot.take(), None);
        assert_eq!(slot.give(7), Poll::Ready(true));
        assert_eq!(slot.0.get(), Place::Empty);
    }
}
