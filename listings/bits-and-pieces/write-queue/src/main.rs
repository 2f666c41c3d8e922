//! Three ways to write to a peer that takes a message in parts.

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use write_queue::{Answer, Fussy, WriteQueue};

const HELP: &str = "\
Writes a line to a peer that takes it in parts, and prints what arrived.

Usage: write-queue <WAY>

Arguments:
  <WAY>       once, again or queue

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let [way] = <[String; 1]>::try_from(arguments.text_operands()?)
        .map_err(|_| UsageError::new("needs one way to write"))?;
    let arrived = arrived(&way)?;
    writeln!(io::stdout(), "arrived: {:?}", arrived)?;
    Ok(())
}

// ANCHOR: ways
const LINE: &[u8] = b"Les sanglots longs\n";
const ANSWERS: [Answer; 3] =
    [Answer::Takes(7), Answer::WouldBlock, Answer::Takes(5)];

/// What a fussy peer has when the line was written in this way.
fn arrived(way: &str) -> Result<String, Box<dyn Error>> {
    let mut peer = Fussy::new(ANSWERS);
    match way {
        "once" => drop(peer.write(LINE)?),
        "again" => loop {
            match peer.write_all(LINE) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                result => break result?,
            }
        },
        "queue" => {
            let mut queue = WriteQueue::new(64);
            queue.push(LINE)?;
            while !queue.is_empty() {
                queue.write_to(&mut peer)?;
            }
        }
        _ => return Err(UsageError::new(format!("no way {way:?}")).into()),
    }
    Ok(String::from_utf8(peer.taken)?)
}
// ANCHOR_END: ways

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_queue_writes_the_line() {
        let line = String::from_utf8(LINE.to_vec()).unwrap();
        assert_eq!(arrived("queue").unwrap(), line);
        assert_eq!(arrived("once").unwrap(), "Les san");
        assert_eq!(arrived("again").unwrap(), format!("Les san{line}"));
    }

    #[test]
    fn other_ways_are_an_error() {
        assert!(arrived("twice").unwrap_err().is::<UsageError>());
    }
}
