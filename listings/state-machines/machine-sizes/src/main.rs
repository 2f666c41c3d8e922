//! How large the machines of this chapter are, in bytes and in lines.

use std::error::Error;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::rc::Rc;

use arguments::{Arguments, UsageError};
use cache_entry::Entry;
use fetch_machine::{Fetch, Watched};
use mio::{Registry, Token};

const HELP: &str = "\
Prints how large the machines of this chapter are, in bytes and in lines of code.

Usage: machine-sizes

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let mut out = io::stdout();
    for (what, bytes) in bytes() {
        writeln!(out, "{what:<36} {bytes:>4} bytes")?;
    }
    for (what, lines) in lines() {
        writeln!(out, "{what:<36} {lines:>4} lines")?;
    }
    Ok(())
}

type NotBegun = (SocketAddr, Rc<Registry>, Token);
type Connecting = Watched;
type Receiving = (Watched, Vec<u8>);

/// A fetch whose states are told by what is there.
#[expect(dead_code, reason = "only its size is of interest")]
struct OptionalFetch {
    not_begun: Option<NotBegun>,
    stream: Option<Watched>,
    connected: bool,
    poem: Option<Vec<u8>>,
}

fn bytes() -> [(&'static str, usize); 7] {
    [
        ("what a fetch owns: not begun", size_of::<NotBegun>()),
        ("                   connecting", size_of::<Connecting>()),
        ("                   receiving", size_of::<Receiving>()),
        ("a fetch, as an enum", size_of::<Fetch>()),
        ("a fetch, as flags and options", size_of::<OptionalFetch>()),
        ("an entry that holds a fetch", size_of::<Entry<Fetch>>()),
        ("an entry without one", size_of::<Entry<()>>()),
    ]
}

fn lines() -> [(&'static str, usize); 3] {
    let blocking = include_str!("../../blocking-proxy/src/main.rs");
    let guest = include_str!("../../relay-proxy/src/guest.rs");
    let fetch = include_str!("../../fetch-machine/src/fetch.rs");
    [
        ("a guest and its fetch, blocking", code(shown(blocking))),
        ("a guest, as a machine", code(guest)),
        ("a fetch, as a machine", code(fetch)),
    ]
}

/// Of a program with one anchor, the part that the chapter shows.
fn shown(text: &str) -> &str {
    let anchored = text.split("ANCHOR").nth(1).unwrap_or_default();
    anchored.split_once('\n').map_or("", |(_name, shown)| shown)
}

/// How many lines have code in them.
fn code(text: &str) -> usize {
    let lines = text.lines().map(str::trim);
    lines.filter(|it| !it.is_empty() && !it.starts_with("//")).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_enum_is_as_large_as_its_largest_state_and_a_tag_at_most() {
        let largest = size_of::<NotBegun>().max(size_of::<Receiving>());
        let fetch = size_of::<Fetch>();
        assert!((largest..=largest + 8).contains(&fetch), "{fetch}");
        assert!(fetch < size_of::<OptionalFetch>());
    }

    #[test]
    fn what_is_shown_stands_between_the_anchors() {
        let text = "a\n// ANCHOR: x\nb\n// c\nd\n// ANCHOR_END: x\ne\n";
        assert_eq!(code(shown(text)), 2);
    }

    #[test]
    fn lines_of_code_are_counted() {
        assert_eq!(code("\n// a\n    b // c\n\n}\n"), 2);
        assert!(lines().iter().all(|(_, lines)| *lines > 10), "{:?}", lines());
    }

    #[test]
    fn there_are_no_operands() {
        assert!(run(Arguments::new(["x"])).unwrap_err().is::<UsageError>());
    }
}
