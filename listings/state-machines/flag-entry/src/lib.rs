//! The entry of a poem in a cache, as flags and options. It is wrong, and each line of it is right.

use std::rc::Rc;
use std::time::{Duration, Instant};

/// The number of a guest.
pub type Guest = usize;

/// A poem, or the reason why there is none.
pub type Answer = Result<Rc<[u8]>, Rc<str>>;

/// How long a fetch may take, and how long its result is kept.
const MINUTE: Duration = Duration::from_secs(60);

// ANCHOR: entry
/// The entry of one poem in a cache.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    fetching: bool,
    poem: Option<Rc<[u8]>>,
    reason: Option<Rc<str>>,
    until: Option<Instant>,
    guests: Vec<Guest>,
}
// ANCHOR_END: entry

/// What happens to an entry.
#[derive(Debug, Clone)]
pub enum Event {
    /// A guest wants the poem.
    Asked(Guest),
    /// A guest has gone.
    Left(Guest),
    /// A fetch has brought the poem.
    Came(Rc<[u8]>),
    /// A fetch has failed.
    Broke(Rc<str>),
    /// It is later than before.
    Time,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Begin a fetch.
    Begin,
    /// Answer this guest.
    Tell(Guest, Answer),
}

impl Entry {
    // ANCHOR: on
    /// Says what is to be done.
    pub fn on(&mut self, event: Event, now: Instant) -> Vec<Order> {
        match event {
            Event::Asked(guest) => {
                if let Some(reason) = &self.reason {
                    return vec![Order::Tell(guest, Err(Rc::clone(reason)))];
                }
                if let Some(poem) = &self.poem {
                    return vec![Order::Tell(guest, Ok(Rc::clone(poem)))];
                }
                self.guests.push(guest);
                if self.fetching {
                    return Vec::new();
                }
                self.fetching = true;
                self.until = Some(now + MINUTE);
                vec![Order::Begin]
            }
            Event::Left(guest) => {
                self.guests.retain(|waiting| *waiting != guest);
                if self.guests.is_empty() {
                    // Nobody wants it any more.
                    self.fetching = false;
                }
                Vec::new()
            }
            // ANCHOR_END: on
            Event::Came(poem) => {
                self.poem = Some(Rc::clone(&poem));
                self.end(Ok(poem), now)
            }
            Event::Broke(reason) => {
                self.reason = Some(Rc::clone(&reason));
                self.end(Err(reason), now)
            }
            Event::Time if self.until.is_some_and(|until| until <= now) => {
                let waiting = !self.guests.is_empty();
                (self.poem, self.reason, self.until) = (None, None, None);
                if !waiting {
                    return Vec::new();
                }
                let reason: Rc<str> = "no poem in time".into();
                self.reason = Some(Rc::clone(&reason));
                self.end(Err(reason), now)
            }
            Event::Time => Vec::new(),
        }
    }

    /// A fetch has ended: all who wait are told.
    fn end(&mut self, answer: Answer, now: Instant) -> Vec<Order> {
        self.fetching = false;
        self.until = Some(now + MINUTE);
        let guests = self.guests.drain(..);
        guests.map(|guest| Order::Tell(guest, answer.clone())).collect()
    }

    /// The fields that are not `false`, `None` or empty.
    pub fn fields(&self) -> Vec<&'static str> {
        let fields = [
            (self.fetching, "fetching"),
            (self.poem.is_some(), "poem"),
            (self.reason.is_some(), "reason"),
            (self.until.is_some(), "until"),
            (!self.guests.is_empty(), "guests"),
        ];
        let set = fields.into_iter().filter(|(is_set, _)| *is_set);
        set.map(|(_, name)| name).collect()
    }
}

/// The fields that are set in each state that somebody had in mind.
pub const MEANT: [&[&str]; 4] = [
    &[],
    &["fetching", "until", "guests"],
    &["poem", "until"],
    &["reason", "until"],
];
