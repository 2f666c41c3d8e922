//! A loop over a channel that ends, and one that does not.

use std::error::Error;
use std::process::ExitCode;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;
use std::{io, thread};

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Three threads send a title each, and a loop receives them.

Usage: forgotten-sender [drop]

Arguments:
  drop        Drop the first sender before the loop

Options:
  -h, --help  Print this help
";

const TITLES: [&str; 3] =
    ["Who Has Seen the Wind?", "Chanson d'automne", "Ein gleiches"];

/// So long, three titles need never.
const PATIENCE: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let drop_sender = match &arguments.text_operands()?[..] {
        [] => false,
        [word] if word == "drop" => true,
        words => {
            let message = format!("understands `drop`, and not {words:?}");
            return Err(UsageError::new(message).into());
        }
    };
    match watch(drop_sender, PATIENCE)? {
        true => println!("the loop has ended"),
        false => println!("the loop still waits after 1 s"),
    }
    Ok(())
}

/// Says whether the loop over the titles ends in time.
fn watch(drop_sender: bool, patience: Duration) -> io::Result<bool> {
    let (end, ended) = mpsc::channel();
    thread::Builder::new().spawn(move || {
        let result = receive_titles(drop_sender);
        // Fails if the loop ends too late for anybody to care.
        let _ = end.send(result);
    })?;
    match ended.recv_timeout(patience) {
        Ok(result) => result.map(|()| true),
        Err(RecvTimeoutError::Timeout) => Ok(false),
        Err(RecvTimeoutError::Disconnected) => {
            Err(io::Error::other("the loop has panicked"))
        }
    }
}

// ANCHOR: receive
fn receive_titles(drop_sender: bool) -> io::Result<()> {
    let (sender, titles) = mpsc::channel();
    for title in TITLES {
        let sender = sender.clone();
        thread::Builder::new().spawn(move || {
            // Fails if nobody listens any more. Then nobody misses it.
            let _ = sender.send(title);
        })?;
    }
    if drop_sender {
        drop(sender);
    }
    for (index, _) in titles.iter().enumerate() {
        println!("titles so far: {}", index + 1);
    }
    Ok(())
}
// ANCHOR_END: receive

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_the_first_sender_the_loop_ends() {
        assert!(watch(true, Duration::from_secs(20)).unwrap());
    }

    #[test]
    fn with_it_the_loop_waits() {
        // Longer patience would not help: no sender is left to end the wait.
        assert!(!watch(false, Duration::from_millis(300)).unwrap());
    }

    #[test]
    fn other_words_are_an_error() {
        let error = run(Arguments::new(["forget"])).unwrap_err();
        assert!(error.is::<UsageError>());
    }
}
