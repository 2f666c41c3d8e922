//! A panic in one thread, and what the others notice.

use std::error::Error;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Duration;
use std::{io, thread};

use arguments::{Arguments, UsageError};

const HELP: &str = "\
A panic in one thread, and what the others notice.

Usage: panics [scope]

Arguments:
  scope       In a scope that nobody joins in

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    match &arguments.text_operands()?[..] {
        [] => joined()?,
        [word] if word == "scope" => not_joined()?,
        words => {
            let message = format!("understands `scope`, and not {words:?}");
            return Err(UsageError::new(message).into());
        }
    }
    Ok(())
}

// ANCHOR: joined
fn joined() -> io::Result<()> {
    let page = Mutex::new(String::new());
    thread::scope(|scope| {
        let bee = thread::Builder::new().name("bee".into());
        let bee = bee.spawn_scoped(scope, || {
            let mut page = page.lock().expect("nobody has panicked yet");
            page.push_str("Who has seen");
            panic!("the ink is empty");
        })?;
        match bee.join() {
            Ok(()) => println!("bee returned"),
            Err(_) => println!("bee panicked; main goes on"),
        }
        let ant = scope.spawn(|| match page.lock() {
            Ok(page) => println!("ant reads {page:?}"),
            Err(poison) => {
                println!("ant is warned, and reads {:?}", poison.get_ref());
            }
        });
        ant.join().expect("ant does not panic");
        Ok(())
    })
}
// ANCHOR_END: joined

// ANCHOR: not-joined
fn not_joined() -> io::Result<()> {
    thread::scope(|scope| {
        let bee = thread::Builder::new().name("bee".into());
        bee.spawn_scoped(scope, || panic!("the ink is empty"))?;
        scope.spawn(|| {
            thread::sleep(Duration::from_millis(100));
            println!("ant writes to the end");
        });
        Ok::<_, io::Error>(())
    })?;
    println!("after the scope");
    Ok(())
}
// ANCHOR_END: not-joined

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_joins_goes_on() {
        joined().unwrap();
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_scope_passes_on_what_nobody_took() {
        let _ = not_joined();
    }

    #[test]
    fn other_words_are_an_error() {
        let error = run(Arguments::new(["join"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
