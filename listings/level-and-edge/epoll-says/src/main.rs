//! Does to a connection what its arguments say, and prints what epoll tells.

mod connection;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};
use connection::Connection;
use rustix::event::epoll::EventFlags;

const HELP: &str = "\
Makes a connection to itself, does to it what the steps say, one after another,
and prints what comes of each.

Usage: epoll-says [OPTIONS] <STEP>...

Steps with epoll:
  add             Register our end
  rearm           Register it again, with EPOLL_CTL_MOD
  delete          Take it out
  wait            Wait for an event, for 100 ms at most
Steps at our end:
  read:<N>        Read at most N bytes
  write:<N>       Write N bytes
  fill            Write until the kernel takes no more
  end             Say that we write no more
  clone           Make a second descriptor of the same description
  close           Close the descriptor that was registered
  close-clone     Close the other one
Steps at the other end:
  peer-writes:<N> Write N bytes
  peer-reads      Read all there is
  peer-ends       Say that it writes no more

Options:
      --interest <FLAGS>  IN, OUT, RDHUP, with commas between [default: IN]
      --edge              Edge-triggered
      --oneshot           One event, and then none until `rearm`
  -h, --help              Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(mut arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let interest =
        arguments.option::<String>("--interest", "names of flags")?;
    let mut flags = flags(interest.as_deref().unwrap_or("IN"))?;
    flags.set(EventFlags::ET, arguments.flag("--edge"));
    flags.set(EventFlags::ONESHOT, arguments.flag("--oneshot"));
    let words = arguments.text_operands()?;
    if words.is_empty() {
        return Err(UsageError::new("needs at least one step").into());
    }
    let steps: Result<Vec<Step>, _> =
        words.iter().map(|word| Step::new(word)).collect();
    let mut connection = Connection::new(flags)?;
    for (word, step) in words.iter().zip(steps?) {
        let answer = connection.step(step)?;
        writeln!(io::stdout(), "{}", format!("{word:15} {answer}").trim_end())?;
    }
    Ok(())
}

/// The flags with these names.
fn flags(names: &str) -> Result<EventFlags, UsageError> {
    let flag = |name| match name {
        "IN" => Ok(EventFlags::IN),
        "OUT" => Ok(EventFlags::OUT),
        "RDHUP" => Ok(EventFlags::RDHUP),
        _ => Err(UsageError::new(format!("{name:?} is no flag"))),
    };
    names.split(',').map(flag).collect()
}

/// What a word of the command line asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Add,
    Rearm,
    Delete,
    Wait,
    Read(usize),
    Write(usize),
    Fill,
    End,
    Clone,
    Close,
    CloseClone,
    PeerWrites(usize),
    PeerReads,
    PeerEnds,
}

impl Step {
    fn new(word: &str) -> Result<Step, UsageError> {
        let (name, count) = match word.split_once(':') {
            Some((name, count)) => (name, count.parse().ok()),
            None => (word, None),
        };
        Ok(match (name, count) {
            ("add", None) => Step::Add,
            ("rearm", None) => Step::Rearm,
            ("delete", None) => Step::Delete,
            ("wait", None) => Step::Wait,
            ("read", Some(count)) => Step::Read(count),
            ("write", Some(count)) => Step::Write(count),
            ("fill", None) => Step::Fill,
            ("end", None) => Step::End,
            ("clone", None) => Step::Clone,
            ("close", None) => Step::Close,
            ("close-clone", None) => Step::CloseClone,
            ("peer-writes", Some(count)) => Step::PeerWrites(count),
            ("peer-reads", None) => Step::PeerReads,
            ("peer-ends", None) => Step::PeerEnds,
            _ => return Err(UsageError::new(format!("{word:?} is no step"))),
        })
    }
}

#[cfg(test)]
mod tests;
