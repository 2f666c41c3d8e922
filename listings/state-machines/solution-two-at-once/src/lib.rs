//! Machines that take turns: at most so many fetches are under way at once.

use std::cell::Cell;
use std::io;
use std::rc::Rc;

use fetch_machine::Fetch;
use fetch_machine::Progress::{self, NotYet};

/// Lets so many through at once. Clones are the same turnstile.
#[derive(Debug, Clone)]
pub struct Turnstile(Rc<Cell<usize>>);

impl Turnstile {
    /// A turnstile for so many at once.
    pub fn new(at_once: usize) -> Turnstile {
        Turnstile(Rc::new(Cell::new(at_once)))
    }

    /// A permit, if one is left.
    fn permit(&self) -> Option<Permit> {
        self.0.set(self.0.get().checked_sub(1)?);
        Some(Permit(self.clone()))
    }
}

/// The right to be under way. Dropped, it is given back.
#[derive(Debug)]
struct Permit(Turnstile);

impl Drop for Permit {
    fn drop(&mut self) {
        let Turnstile(left) = &self.0;
        left.set(left.get() + 1);
    }
}

/// A fetch that begins when it has a permit.
#[derive(Debug)]
pub struct Limited {
    // Dropped before the permit: the connection is closed first.
    fetch: Fetch,
    turnstile: Turnstile,
    permit: Option<Permit>,
}

impl Limited {
    /// The fetch has not begun.
    pub fn new(fetch: Fetch, turnstile: &Turnstile) -> Limited {
        Limited { fetch, turnstile: turnstile.clone(), permit: None }
    }

    /// Does what can be done now. Without a permit: nothing, and no event will
    /// come. Who steps it must do so again when another one has ended.
    pub fn step(&mut self) -> Progress<io::Result<Vec<u8>>> {
        if self.permit.is_none() {
            self.permit = self.turnstile.permit();
        }
        if self.permit.is_none() {
            return NotYet;
        }
        let progress = self.fetch.step();
        if let Progress::Done(_) = progress {
            self.permit = None;
        }
        progress
    }
}

#[cfg(test)]
mod tests;
