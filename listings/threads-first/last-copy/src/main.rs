//! Two readers, and one copy of a book of poems.

use std::error::Error;
use std::process::ExitCode;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Two threads check whether there is a copy left, and take it.

Usage: last-copy [locked]

Arguments:
  locked      Keep the lock from the check to the act

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let take = match &arguments.text_operands()?[..] {
        [] => take_with_gap,
        [word] if word == "locked" => take_locked,
        words => {
            let message = format!("understands `locked`, and not {words:?}");
            return Err(UsageError::new(message).into());
        }
    };
    let (happy, left) = two_readers(take);
    println!("readers with a copy: {happy}, copies left: {left}");
    Ok(())
}

/// How many copies are left. A panic leaves no number half written.
struct Shelf(Mutex<i32>);

impl Shelf {
    fn copies(&self) -> MutexGuard<'_, i32> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns how many readers got a copy, and how many copies are left.
fn two_readers(take: fn(&Shelf) -> bool) -> (usize, i32) {
    let shelf = Shelf(Mutex::new(1));
    let got = thread::scope(|scope| {
        let readers = [(); 2].map(|()| scope.spawn(|| take(&shelf)));
        readers.map(|reader| reader.join().expect("`take` does not panic"))
    });
    let happy = got.iter().filter(|got| **got).count();
    (happy, *shelf.copies())
}

/// Finds the librarian, shows a card: whatever takes time.
fn ask() {
    thread::sleep(Duration::from_millis(100));
}

// ANCHOR: take
fn take_with_gap(shelf: &Shelf) -> bool {
    if *shelf.copies() == 0 {
        return false;
    }
    // The guard above is gone, and the lock is free.
    ask();
    *shelf.copies() -= 1;
    true
}

fn take_locked(shelf: &Shelf) -> bool {
    let mut copies = shelf.copies();
    if *copies == 0 {
        return false;
    }
    ask();
    *copies -= 1;
    true
}
// ANCHOR_END: take

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_the_lock_kept_one_reader_gets_the_copy() {
        for _ in 0..5 {
            assert_eq!(two_readers(take_locked), (1, 0));
        }
    }

    #[test]
    fn a_gap_lets_both_have_it() {
        // A machine may be so busy that the second reader comes too late once.
        let results = [(); 5].map(|()| two_readers(take_with_gap));
        assert!(results.contains(&(2, -1)), "{results:?}");
    }

    #[test]
    fn other_words_are_an_error() {
        let error = run(Arguments::new(["gap"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
