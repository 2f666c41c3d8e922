//! Polls an async function again after it has panicked.

use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::process::ExitCode;
use std::task::{Context, Waker};

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Polls an async function that panics, and polls it again.

Usage: panics-once

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

// ANCHOR: third
struct Book;

impl Drop for Book {
    fn drop(&mut self) {
        println!("the book is closed");
    }
}

async fn third_line(lines: &[&str]) -> usize {
    let _book = Book;
    lines[2].len()
}
// ANCHOR_END: third

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    // ANCHOR: again
    let mut line = pin!(third_line(&["Ueber allen Gipfeln", "Ist Ruh’,"]));
    let mut cx = Context::from_waker(Waker::noop());
    let first = AssertUnwindSafe(|| line.as_mut().poll(&mut cx).is_ready());
    println!("a panic was caught: {}", catch_unwind(first).is_err());
    let _ = line.as_mut().poll(&mut cx);
    // ANCHOR_END: again
    Ok(())
}
