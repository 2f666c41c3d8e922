//! The table of all states and events, made by trying each pair.

use std::time::{Duration, Instant};

use crate::{Entry, Event, Limits};

/// The states, by their names.
pub const STATES: [&str; 4] = ["empty", "fetching", "kept", "failed"];

/// The events that a figure of the machine has to show.
pub const EVENTS: [&str; 6] = [
    "a guest asks",
    "a guest leaves",
    "the last guest leaves",
    "the poem comes",
    "the fetch breaks",
    "the time is over",
];

/// What an event does in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// It leads to this state, perhaps the same, and something has changed or was answered.
    To(&'static str),
    /// Nothing happens.
    Nothing,
    /// It is illegal.
    Illegal,
}

/// What each event does in each state: `(state, event, what it does)`.
pub fn table() -> Vec<(&'static str, &'static str, Cell)> {
    let pairs = STATES
        .iter()
        .flat_map(|state| EVENTS.iter().map(move |event| (*state, *event)));
    pairs.map(|(state, event)| (state, event, tried(state, event))).collect()
}

/// Brings a new entry into the state, and lets the event happen.
fn tried(state: &str, event: &str) -> Cell {
    let limits = Limits { patience: DAY, keep: DAY, regret: DAY };
    let (mut entry, now) = (Entry::new(limits), Instant::now());
    for event in way_to(state) {
        entry.on(event, now).expect("the way to a state is legal");
    }
    // In a state in which nobody waits, who leaves is not noticed.
    if event == "a guest leaves" && state == "fetching" {
        entry.on(asked(2), now).expect("anybody may ask");
    }
    let before = format!("{entry:?}");
    let then = if event == "the time is over" { now + DAY } else { now };
    match entry.on(made(event), then) {
        Err(_) => Cell::Illegal,
        Ok(answers) => {
            let same = format!("{entry:?}") == before && answers.is_empty();
            if same { Cell::Nothing } else { Cell::To(entry.name()) }
        }
    }
}

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn way_to(state: &str) -> Vec<Event<()>> {
    match state {
        "empty" => vec![],
        "fetching" => vec![asked(1)],
        "kept" => vec![asked(1), made("the poem comes")],
        "failed" => vec![asked(1), made("the fetch breaks")],
        _ => unreachable!("{state} is none of `STATES`"),
    }
}

fn made(event: &str) -> Event<()> {
    match event {
        "a guest asks" => asked(3),
        "a guest leaves" | "the last guest leaves" => Event::Left(1),
        "the poem comes" => Event::Came(b"poem"[..].into()),
        "the fetch breaks" => Event::Broke("a reason".into()),
        "the time is over" => Event::Time,
        _ => unreachable!("{event} is none of `EVENTS`"),
    }
}

fn asked(guest: usize) -> Event<()> {
    Event::Asked { guest, fetch: () }
}
