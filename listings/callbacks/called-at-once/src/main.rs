//! A function that is called at once, inside the function that uses the same value.

use std::cell::RefCell;
use std::error::Error;
use std::process::ExitCode;
use std::rc::Rc;

use arguments::{Arguments, UsageError};
use callback_loop::{Callback, Reactor};

const HELP: &str = "\
A poem ends, and its function is called while the poem is borrowed.

Usage: called-at-once [OPTIONS]

Options:
  --queue     Let the loop call the function, when all others have returned
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

// ANCHOR: finish
struct Poem {
    text: String,
    done: Option<Callback>,
}

fn finish(reactor: &mut Reactor, poem: &RefCell<Poem>, queue: bool) {
    let mut poem = poem.borrow_mut();
    poem.text.push_str("Ruhest du auch.");
    let Some(done) = poem.done.take() else { return };
    if queue {
        reactor.call_soon(done);
    } else {
        done(reactor);
    }
}
// ANCHOR_END: finish

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let queue = arguments.flag("--queue");
    if !arguments.operands()?.is_empty() {
        return Err(UsageError::new("takes no arguments").into());
    }
    println!("the poem ends: {}", last_line(queue)?);
    Ok(())
}

/// The text of a poem, as the function finds it that is called at its end.
fn last_line(queue: bool) -> Result<String, Box<dyn Error>> {
    let mut reactor = Reactor::new()?;
    let found = Rc::new(RefCell::new(String::new()));
    let poem = Poem { text: String::new(), done: None };
    let poem = Rc::new(RefCell::new(poem));
    let (its_poem, its_found) = (Rc::clone(&poem), Rc::clone(&found));
    poem.borrow_mut().done = Some(Box::new(move |_| {
        its_found.replace(its_poem.borrow().text.clone());
    }));
    reactor.call_soon(move |reactor| finish(reactor, &poem, queue));
    reactor.run()?;
    Ok(found.take())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_the_queue_the_poem_is_whole_and_free() {
        assert_eq!(last_line(true).unwrap(), "Ruhest du auch.");
    }

    #[test]
    #[should_panic(expected = "RefCell already mutably borrowed")]
    fn at_once_the_poem_is_borrowed() {
        let _ = last_line(false);
    }

    #[test]
    fn it_takes_no_other_argument() {
        let error = run(Arguments::new(["now"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
