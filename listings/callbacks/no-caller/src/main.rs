//! A function fails, and its caller is the loop.

use std::error::Error;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};

const HELP: &str = "\
A loop calls three functions, and the second one fails.

Usage: no-caller <HOW>

Arguments:
  <HOW>       What becomes of the failure: ignore, stop, panic or catch

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

type Outcome = Result<(), Box<dyn Error>>;

fn run(arguments: Arguments) -> Outcome {
    let how = arguments.text_operands()?;
    let usage = || UsageError::new("needs ignore, stop, panic or catch");
    match how.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["ignore"] => ignore(functions(false)),
        ["stop"] => stop(functions(false))?,
        ["panic"] => stop(functions(true))?,
        ["catch"] => catch(functions(true)),
        _ => return Err(usage().into()),
    }
    println!("the loop has ended");
    Ok(())
}

/// What the loop has to call. Each may fail.
fn functions(panics: bool) -> [fn() -> Outcome; 3] {
    let bee = if panics { bee_panics } else { bee_fails };
    [ant, bee, cat]
}

fn ant() -> Outcome {
    println!("ant has put its poem on the shelf");
    Ok(())
}

fn bee_fails() -> Outcome {
    Err("bee has lost its poem".into())
}

fn bee_panics() -> Outcome {
    panic!("bee has lost its poem")
}

fn cat() -> Outcome {
    println!("cat has put its poem on the shelf");
    Ok(())
}

// ANCHOR: loops
fn ignore(functions: [fn() -> Outcome; 3]) {
    for function in functions {
        let _ = function();
    }
}

fn stop(functions: [fn() -> Outcome; 3]) -> Outcome {
    for function in functions {
        function()?;
    }
    Ok(())
}
// ANCHOR_END: loops

fn catch(functions: [fn() -> Outcome; 3]) {
    for function in functions {
        // Nobody will use again what the function has left half done.
        let _ = panic::catch_unwind(AssertUnwindSafe(function));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_stop_tells_of_the_failure() {
        let stopped = run(Arguments::new(["stop"])).unwrap_err();
        assert_eq!(stopped.to_string(), "bee has lost its poem");
        run(Arguments::new(["ignore"])).unwrap();
        run(Arguments::new(["catch"])).unwrap();
    }

    #[test]
    #[should_panic(expected = "bee has lost its poem")]
    fn a_panic_ends_the_loop() {
        let _ = run(Arguments::new(["panic"]));
    }

    #[test]
    fn it_has_to_be_said_how() {
        for words in [vec![], vec!["stop", "panic"], vec!["shrug"]] {
            let error = run(Arguments::new(words)).unwrap_err();
            assert!(error.is::<UsageError>());
        }
    }
}
