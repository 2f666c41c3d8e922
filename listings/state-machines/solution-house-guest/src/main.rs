//! A guest of the poem house as a state machine. Its flag `asked`, its queue that may be empty, and
//! its interest follow from one state.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Prints what each event does to a guest of the poem house, in each state.

Usage: solution-house-guest

Options:
  -h, --help  Print this help
";

/// A guest. `Writing` owns the bytes that had no room yet.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Guest {
    /// It is heard; its next name may be there in part.
    Listening,
    /// The librarian is looking for a poem for it.
    Asking,
    /// Its answer has no room at once.
    Writing {
        left: usize,
    },
    Gone,
}

/// What happens to a guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    Named,
    /// An answer of so many bytes has come, and there is room for some.
    Answered {
        bytes: usize,
        room: usize,
    },
    /// There is room for so many bytes.
    Room(usize),
    Closed,
    Broken,
}

impl Guest {
    /// The next state; `None`: that can't happen.
    fn next(self, event: Event) -> Option<Guest> {
        use Event::*;
        use Guest::*;
        Some(match (self, event) {
            (Gone, _) => return None,
            (_, Broken) => Gone,
            (Listening, Named) => Asking,
            (Listening, Closed) => Gone,
            (Asking, Answered { bytes, room }) => writing(bytes, room),
            (Writing { left }, Room(room)) => writing(left, room),
            // Nothing is read meanwhile, so neither a name nor the end is
            // noticed; and an edge that tells of room changes nothing.
            (state @ (Listening | Asking), Room(_)) => state,
            (_, Named | Closed | Answered { .. }) => return None,
        })
    }

    /// Which events `poll` is asked for: reading always, and writing?
    fn wants_room(&self) -> bool {
        matches!(self, Guest::Writing { .. })
    }
}

fn writing(bytes: usize, room: usize) -> Guest {
    match bytes.saturating_sub(room) {
        0 => Guest::Listening,
        left => Guest::Writing { left },
    }
}

const STATES: [(&str, Guest); 4] = [
    ("listening", Guest::Listening),
    ("asking", Guest::Asking),
    ("writing", Guest::Writing { left: 5 }),
    ("gone", Guest::Gone),
];

const EVENTS: [(&str, Event); 7] = [
    ("a name comes", Event::Named),
    ("a short answer comes", Event::Answered { bytes: 7, room: 7 }),
    ("a long answer comes", Event::Answered { bytes: 8, room: 7 }),
    ("there is room for a part", Event::Room(4)),
    ("there is room for the rest", Event::Room(5)),
    ("the guest closes", Event::Closed),
    ("the connection breaks", Event::Broken),
];

fn name(guest: &Guest) -> &'static str {
    match guest {
        Guest::Listening => "listening",
        Guest::Asking => "asking",
        Guest::Writing { .. } => "writing",
        Guest::Gone => "gone",
    }
}

/// From which state, on which event, to which state. Only where something changes.
fn table() -> Vec<[&'static str; 3]> {
    let mut table = Vec::new();
    for (from, state) in STATES {
        for (on, event) in EVENTS {
            if let Some(next) = state.clone().next(event)
                && next != state
            {
                table.push([from, on, name(&next)]);
            }
        }
    }
    table
}

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let mut out = io::stdout();
    for [from, on, to] in table() {
        writeln!(out, "{from:<10} {on:<27} {to}")?;
    }
    for (name, state) in STATES {
        let interest = if state.wants_room() { " and writing" } else { "" };
        writeln!(out, "{name}: interest in reading{interest}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
