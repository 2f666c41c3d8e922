//! The entry of a poem in a cache, as a state machine. There is no socket and no clock in it.

mod table;

use std::error::Error;
use std::fmt;
use std::mem;
use std::rc::Rc;
use std::time::{Duration, Instant};

pub use table::{Cell, EVENTS, STATES, table};

/// The number of a guest. No two guests ever have the same.
pub type Guest = usize;

/// A poem, or the reason why there is none.
pub type Answer = Result<Rc<[u8]>, Rc<str>>;

/// How long an entry stays in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A fetch may take so long.
    pub patience: Duration,
    /// A poem is kept for so long.
    pub keep: Duration,
    /// A failure is kept for so long.
    pub regret: Duration,
}

// ANCHOR: entry
/// The entry of one poem in a cache. `F` is a fetch.
#[derive(Debug)]
pub struct Entry<F> {
    state: State<F>,
    limits: Limits,
}

/// Each state owns what it needs, and nothing else.
#[derive(Debug, Default)]
enum State<F> {
    #[default]
    Empty,
    Fetching {
        fetch: F,
        guests: Vec<Guest>,
        until: Instant,
    },
    Kept {
        poem: Rc<[u8]>,
        until: Instant,
    },
    Failed {
        reason: Rc<str>,
        until: Instant,
    },
}
// ANCHOR_END: entry

// ANCHOR: event
/// What happens to an entry.
#[derive(Debug)]
pub enum Event<F> {
    /// A guest wants the poem.
    Asked {
        /// The guest.
        guest: Guest,
        /// What to do if no poem is there. It has not begun.
        fetch: F,
    },
    /// A guest has gone. Perhaps it was not waiting.
    Left(Guest),
    /// The fetch has brought the poem.
    Came(Rc<[u8]>),
    /// The fetch has failed.
    Broke(Rc<str>),
    /// It is later than before.
    Time,
}
// ANCHOR_END: event

impl<F> Entry<F> {
    /// An entry with nothing in it.
    pub fn new(limits: Limits) -> Entry<F> {
        Entry { state: State::Empty, limits }
    }

    // ANCHOR: on
    /// Goes from one state to the next. Says who gets which answer.
    pub fn on(
        &mut self,
        event: Event<F>,
        now: Instant,
    ) -> Result<Vec<(Guest, Answer)>, Illegal> {
        use Event::*;
        use State::*;
        let Limits { patience, keep, regret } = self.limits;
        let nobody = Vec::new();
        // The state is moved out. `Empty` holds its place meanwhile.
        let (next, answers) = match (mem::take(&mut self.state), event) {
            (Empty, Asked { guest, fetch }) => {
                let (guests, until) = (vec![guest], now + patience);
                (Fetching { fetch, guests, until }, nobody)
            }
            (Fetching { fetch, mut guests, until }, Asked { guest, .. }) => {
                guests.push(guest);
                (Fetching { fetch, guests, until }, nobody)
            }
            (Fetching { fetch, mut guests, until }, Left(guest)) => {
                guests.retain(|waiting| *waiting != guest);
                match guests.is_empty() {
                    true => (Empty, nobody),
                    false => (Fetching { fetch, guests, until }, nobody),
                }
            }
            // ANCHOR_END: on
            // ANCHOR: ends
            (Fetching { guests, .. }, Came(poem)) => {
                let answers = all(guests, Ok(Rc::clone(&poem)));
                (Kept { poem, until: now + keep }, answers)
            }
            (Fetching { guests, .. }, Broke(reason)) => {
                let answers = all(guests, Err(Rc::clone(&reason)));
                (Failed { reason, until: now + regret }, answers)
            }
            (Fetching { guests, until, .. }, Time) if until <= now => {
                let reason: Rc<str> = "no poem in time".into();
                let answers = all(guests, Err(Rc::clone(&reason)));
                (Failed { reason, until: now + regret }, answers)
            }
            (Kept { poem, until }, Asked { guest, .. }) => {
                let answers = vec![(guest, Ok(Rc::clone(&poem)))];
                (Kept { poem, until }, answers)
            }
            (Failed { reason, until }, Asked { guest, .. }) => {
                let answers = vec![(guest, Err(Rc::clone(&reason)))];
                (Failed { reason, until }, answers)
            }
            (Kept { until, .. } | Failed { until, .. }, Time)
                if until <= now =>
            {
                (Empty, nobody)
            }
            // ANCHOR_END: ends
            // ANCHOR: rest
            // Too early, or a guest who was not waiting.
            (state, Time | Left(_)) => (state, nobody),
            (state, event @ (Came(_) | Broke(_))) => {
                let illegal =
                    Illegal { state: state.name(), event: event.name() };
                self.state = state;
                return Err(illegal);
            }
        };
        self.state = next;
        Ok(answers)
    }
    // ANCHOR_END: rest

    // ANCHOR: look
    /// The fetch, while there is one.
    pub fn fetch_mut(&mut self) -> Option<&mut F> {
        match &mut self.state {
            State::Fetching { fetch, .. } => Some(fetch),
            _ => None,
        }
    }

    /// When `Time` will make a difference.
    pub fn deadline(&self) -> Option<Instant> {
        match &self.state {
            State::Empty => None,
            State::Fetching { until, .. }
            | State::Kept { until, .. }
            | State::Failed { until, .. } => Some(*until),
        }
    }
    // ANCHOR_END: look

    /// The name of the state.
    pub fn name(&self) -> &'static str {
        self.state.name()
    }
}

/// The same answer for all.
fn all(guests: Vec<Guest>, answer: Answer) -> Vec<(Guest, Answer)> {
    guests.into_iter().map(|guest| (guest, answer.clone())).collect()
}

impl<F> State<F> {
    fn name(&self) -> &'static str {
        match self {
            State::Empty => "empty",
            State::Fetching { .. } => "fetching",
            State::Kept { .. } => "kept",
            State::Failed { .. } => "failed",
        }
    }
}

impl<F> Event<F> {
    fn name(&self) -> &'static str {
        match self {
            Event::Asked { .. } => "asked",
            Event::Left(_) => "left",
            Event::Came(_) => "came",
            Event::Broke(_) => "broke",
            Event::Time => "time",
        }
    }
}

/// What can't happen has happened. The state is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Illegal {
    /// The state.
    pub state: &'static str,
    /// The event.
    pub event: &'static str,
}

impl fmt::Display for Illegal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} while {}: that can't happen", self.event, self.state)
    }
}

impl Error for Illegal {}

#[cfg(test)]
mod tests;
