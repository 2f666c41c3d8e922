//! Where the variables of a future lie, in stable Rust and without `unsafe`.

use std::cell::RefCell;
use std::error::Error;
use std::pin::{Pin, pin};
use std::process::ExitCode;
use std::task::{Context, Poll, Waker};

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Tells at which byte of a future its variables lie, in each poll.

Usage: solution-offsets

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

/// Names of variables, with their addresses.
#[derive(Default)]
struct Notes(RefCell<Vec<(&'static str, usize)>>);

impl Notes {
    fn note<T>(&self, name: &'static str, variable: &T) {
        let address = (&raw const *variable).addr();
        self.0.borrow_mut().push((name, address));
    }
}

/// Pending once.
#[derive(Default)]
struct Pause {
    is_over: bool,
}

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        match std::mem::replace(&mut self.is_over, true) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}

async fn noted(argument: u64, notes: &Notes) -> u64 {
    let kept = argument + 1;
    let brief = [argument; 4];
    notes.note("argument", &argument);
    notes.note("kept", &kept);
    if !brief.contains(&kept) {
        Pause::default().await;
    }
    notes.note("argument", &argument);
    notes.note("kept", &kept);
    let sum = argument + kept;
    notes.note("sum", &sum);
    sum
}

/// Where a variable lies: at this byte of the future, or outside of it.
type Place = Option<usize>;

/// The size of the future, and in each poll the places that were noted.
fn places() -> (usize, Vec<Vec<(&'static str, Place)>>) {
    let notes = Notes::default();
    let mut future = pin!(noted(7, &notes));
    let size = size_of_val(&*future);
    let begin = (&raw const *future).addr();
    let mut cx = Context::from_waker(Waker::noop());
    let mut polls = Vec::new();
    loop {
        let polled = future.as_mut().poll(&mut cx);
        let place = |(name, address): (&'static str, usize)| {
            let offset = address.checked_sub(begin);
            (name, offset.filter(|offset| *offset < size))
        };
        polls.push(notes.0.take().into_iter().map(place).collect());
        if polled.is_ready() {
            return (size, polls);
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let (size, polls) = places();
    println!("the future has {size} bytes");
    for (number, places) in (1..).zip(polls) {
        for (name, place) in places {
            match place {
                Some(byte) => println!("poll {number}: {name} at {byte}"),
                None => println!("poll {number}: {name} on the stack"),
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_lies_in_the_future_and_stays_where_it_is() {
        let (size, polls) = places();
        let [first, second] = &polls[..] else { panic!("{polls:?}") };
        assert_eq!(first[..], second[..2]);
        for (name, place) in first {
            let place = place.unwrap_or_else(|| panic!("{name} is outside"));
            assert!(place + size_of::<u64>() <= size, "{name} at {place}");
        }
        assert_ne!(first[0].1, first[1].1);
        assert_eq!(second[2], ("sum", None), "nobody needs it afterwards");
    }

    #[test]
    fn it_takes_no_operand() {
        let error = run(Arguments::new(["all"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
