//! The entry of a poem in a cache. When a poem is old, it is given all the same, while a new one is
//! fetched.

use std::mem;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// The number of a guest.
pub type Guest = usize;

/// A poem, or the reason why there is none.
pub type Answer = Result<Rc<[u8]>, Rc<str>>;

/// How long a poem is young.
pub const YOUNG: Duration = Duration::from_secs(60);

/// How long an old poem counts as young again, if no new one can be had.
pub const REGRET: Duration = Duration::from_secs(1);

/// The entry of one poem in a cache. `F` is a fetch.
#[derive(Debug, Default)]
pub enum Entry<F> {
    /// Nothing is there.
    #[default]
    Empty,
    /// Nothing is there yet.
    Fetching {
        /// What brings the poem.
        fetch: F,
        /// Who waits for it.
        guests: Vec<Guest>,
    },
    /// A poem is there. It is young until then, and stays when it is old.
    Kept {
        /// The poem.
        poem: Rc<[u8]>,
        /// When it is old.
        until: Instant,
    },
    /// An old poem is there, and nobody waits for the new one.
    Renewing {
        /// What brings the new poem.
        fetch: F,
        /// The old one.
        poem: Rc<[u8]>,
    },
}

impl<F> Entry<F> {
    /// A guest asks. The fetch has not begun, and is dropped if it is not needed.
    pub fn asked(
        &mut self,
        guest: Guest,
        fetch: F,
        now: Instant,
    ) -> Option<Answer> {
        let (next, answer) = match mem::take(self) {
            Entry::Empty => {
                (Entry::Fetching { fetch, guests: vec![guest] }, None)
            }
            Entry::Fetching { fetch, mut guests } => {
                guests.push(guest);
                (Entry::Fetching { fetch, guests }, None)
            }
            Entry::Kept { poem, until } if now < until => {
                let answer = Some(Ok(Rc::clone(&poem)));
                (Entry::Kept { poem, until }, answer)
            }
            Entry::Kept { poem, .. } => {
                let answer = Some(Ok(Rc::clone(&poem)));
                (Entry::Renewing { fetch, poem }, answer)
            }
            Entry::Renewing { fetch, poem } => {
                let answer = Some(Ok(Rc::clone(&poem)));
                (Entry::Renewing { fetch, poem }, answer)
            }
        };
        *self = next;
        answer
    }

    /// A guest has gone. Perhaps it was not waiting.
    pub fn left(&mut self, guest: Guest) {
        *self = match mem::take(self) {
            Entry::Fetching { fetch, mut guests } => {
                guests.retain(|waiting| *waiting != guest);
                match guests.is_empty() {
                    true => Entry::Empty,
                    false => Entry::Fetching { fetch, guests },
                }
            }
            // A new poem is for those who come, and not for one who has gone.
            other => other,
        };
    }

    /// The fetch has ended. Says who is to be told of it.
    ///
    /// # Panics
    /// When there is no fetch.
    pub fn ended(&mut self, result: Answer, now: Instant) -> Vec<Guest> {
        let (next, guests) = match (mem::take(self), result) {
            (Entry::Fetching { guests, .. }, Ok(poem)) => {
                (Entry::Kept { poem, until: now + YOUNG }, guests)
            }
            (Entry::Fetching { guests, .. }, Err(_)) => (Entry::Empty, guests),
            (Entry::Renewing { .. }, Ok(poem)) => {
                (Entry::Kept { poem, until: now + YOUNG }, Vec::new())
            }
            // An old poem is better than none, and the server gets a rest.
            (Entry::Renewing { poem, .. }, Err(_)) => {
                (Entry::Kept { poem, until: now + REGRET }, Vec::new())
            }
            (Entry::Empty | Entry::Kept { .. }, _) => {
                panic!("a fetch has ended that is not there")
            }
        };
        *self = next;
        guests
    }

    /// The fetch, while there is one.
    pub fn fetch_mut(&mut self) -> Option<&mut F> {
        match self {
            Entry::Fetching { fetch, .. } | Entry::Renewing { fetch, .. } => {
                Some(fetch)
            }
            Entry::Empty | Entry::Kept { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests;
