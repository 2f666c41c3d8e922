//! A loop that lends its table to the functions it calls.

use std::cell::RefCell;
use std::error::Error;
use std::process::ExitCode;
use std::rc::Rc;

use arguments::{Arguments, UsageError};

const HELP: &str = "\
A loop calls a function, and the function asks the loop to call another one.

Usage: borrowed-twice [OPTIONS]

Options:
  --take      Take the function out of the table before it is called
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let take = arguments.flag("--take");
    if !arguments.operands()?.is_empty() {
        return Err(UsageError::new("takes no arguments").into());
    }
    let shared = Rc::new(RefCell::new(Table::default()));
    // ANCHOR: ask
    let table = Rc::clone(&shared);
    shared.borrow_mut().callbacks.push(Box::new(move || {
        println!("a piece has come");
        table.borrow_mut().callbacks.push(Box::new(|| {
            println!("another piece has come");
        }));
    }));
    // ANCHOR_END: ask
    if take {
        take_then_call(&shared)
    } else {
        call_in_place(&shared)
    }
    Ok(())
}

// ANCHOR: in-place
/// The functions that the loop will call.
#[derive(Default)]
struct Table {
    callbacks: Vec<Box<dyn FnMut()>>,
}

fn call_in_place(shared: &RefCell<Table>) {
    let mut table = shared.borrow_mut();
    let mut next = 0;
    while let Some(callback) = table.callbacks.get_mut(next) {
        callback();
        next += 1;
    }
}
// ANCHOR_END: in-place

// ANCHOR: take
fn take_then_call(shared: &RefCell<Table>) {
    loop {
        // The borrow ends with this statement, before the call.
        let callback = shared.borrow_mut().callbacks.pop();
        let Some(mut callback) = callback else { return };
        callback();
    }
}
// ANCHOR_END: take

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_that_was_taken_out_may_change_the_table() {
        run(Arguments::new(["--take"])).unwrap();
    }

    #[test]
    #[should_panic(expected = "RefCell already borrowed")]
    fn a_function_in_the_table_may_not() {
        let _ = run(Arguments::new([""; 0]));
    }

    #[test]
    #[should_panic(expected = "RefCell already borrowed")]
    fn a_borrow_in_the_head_of_a_loop_lasts_as_long_as_its_body() {
        let shared = Rc::new(RefCell::new(Table::default()));
        let table = Rc::clone(&shared);
        let ask = move || table.borrow_mut().callbacks.clear();
        shared.borrow_mut().callbacks.push(Box::new(ask));
        while let Some(mut callback) = shared.borrow_mut().callbacks.pop() {
            callback();
        }
    }

    #[test]
    fn all_functions_are_called() {
        let count = Rc::new(RefCell::new(0));
        for call in [call_in_place, take_then_call] {
            let mut table = Table::default();
            for _ in 0..2 {
                let count = Rc::clone(&count);
                let add = move || *count.borrow_mut() += 1;
                table.callbacks.push(Box::new(add));
            }
            call(&RefCell::new(table));
        }
        assert_eq!(*count.borrow(), 4);
    }

    #[test]
    fn it_takes_no_other_argument() {
        let error = run(Arguments::new(["now"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
