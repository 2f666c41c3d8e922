//! So many at a time, the others in line.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::mem;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::caught::caught;
use crate::dump::current_task;
use crate::holder::Holder;
use crate::observed::{Waits, waits_for};

// ANCHOR: permits
/// A number of permits, and a line of those who wait for one.
pub(crate) struct Permits {
    state: RefCell<State>,
    /// What a recording calls them.
    name: Rc<str>,
}

#[derive(Default)]
struct State {
    free: usize,
    /// Those who wait, with the names of their tasks.
    line: VecDeque<(Ticket, Waker, Rc<str>)>,
    /// Those who have left the line with a permit, and have not been polled
    /// since.
    granted: BTreeMap<Ticket, Rc<str>>,
    /// The task that has taken a permit last.
    last: Option<Rc<str>>,
    /// How many tickets there were, ever.
    tickets: Ticket,
    closed: bool,
}

type Ticket = u64;
// ANCHOR_END: permits

impl Permits {
    // ANCHOR: release
    /// Gives a permit back: to the first in line, if there is one.
    pub(crate) fn release(&self) {
        let mut state = self.state.borrow_mut();
        let first = state.line.pop_front();
        if let Some((ticket, waker, task)) = first {
            state.granted.insert(ticket, task);
            drop(state);
            waker.wake();
        } else {
            state.free += 1;
        }
    }
    // ANCHOR_END: release

    /// Takes a permit, if one is free. Then nobody is in line.
    pub(crate) fn try_acquire(&self) -> bool {
        let mut state = self.state.borrow_mut();
        let is_free = state.free > 0;
        if is_free {
            state.take();
        }
        is_free
    }

    /// Sends all away who are in line, and whoever comes later.
    pub(crate) fn close(&self) {
        let mut state = self.state.borrow_mut();
        state.closed = true;
        let line = mem::take(&mut state.line);
        drop(state);
        for (_, waker, _) in line {
            // A waker that panics must not keep the others from theirs.
            let _ = caught(|| waker.wake());
        }
    }
}

impl Permits {
    pub(crate) fn new(free: usize, name: &str) -> Self {
        let state = RefCell::new(State { free, ..State::default() });
        Permits { state, name: name.into() }
    }

    /// Who has the only permit.
    pub(crate) fn holder(&self) -> Holder {
        let state = self.state.borrow();
        if state.free > 0 {
            return Holder::Nobody;
        }
        let granted = state.granted.values().next();
        match granted {
            Some(task) => Holder::GivenTo(Rc::clone(task)),
            None => state.last.clone().map_or(Holder::Nobody, Holder::Has),
        }
    }

    /// Waits for a permit.
    pub(crate) fn acquire(&self) -> Acquire<'_> {
        Acquire { permits: self, ticket: None }
    }
}

/// A future: that there is a permit. Whoever gets it gives it back.
pub(crate) struct Acquire<'a> {
    permits: &'a Permits,
    /// The place in line, if there is one.
    ticket: Option<Ticket>,
}

/// A permit that is taken, until this is dropped.
pub(crate) struct Permit<'a>(pub(crate) &'a Permits);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.release();
    }
}

/// There are no more permits.
pub(crate) struct NoMore;

impl Future for Acquire<'_> {
    type Output = Result<(), NoMore>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let waker = cx.waker().clone();
        let mut state = self.permits.state.borrow_mut();
        if state.closed {
            return Poll::Ready(Err(NoMore));
        }
        // ANCHOR: poll
        let (ticket, old) = match self.ticket {
            None if state.free > 0 => {
                state.take();
                return Poll::Ready(Ok(()));
            }
            None => (state.enter(waker), None),
            Some(ticket) if state.granted.remove(&ticket).is_some() => {
                state.last = Some(current_task());
                drop(state);
                self.ticket = None;
                return Poll::Ready(Ok(()));
            }
            Some(ticket) => (ticket, state.renew(ticket, waker)),
        };
        // ANCHOR_END: poll
        drop(state);
        // Dropped when nothing is borrowed.
        drop(old);
        self.ticket = Some(ticket);
        waits_for(Waits::Lock(Rc::clone(&self.permits.name)));
        Poll::Pending
    }
}

impl State {
    fn take(&mut self) {
        self.free -= 1;
        self.last = Some(current_task());
    }

    /// A new place at the end of the line.
    fn enter(&mut self, waker: Waker) -> Ticket {
        self.tickets += 1;
        self.line.push_back((self.tickets, waker, current_task()));
        self.tickets
    }

    /// Another waker for a place in the line, maybe that of another task; the
    /// old one.
    fn renew(&mut self, ticket: Ticket, waker: Waker) -> Option<Waker> {
        let mut line = self.line.iter_mut();
        let place = line.find(|(other, ..)| *other == ticket)?;
        place.2 = current_task();
        Some(mem::replace(&mut place.1, waker))
    }

    /// Gives up a place in the line; its waker.
    fn leave(&mut self, ticket: Ticket) -> Option<Waker> {
        let place =
            self.line.iter().position(|(other, ..)| *other == ticket)?;
        self.line.remove(place).map(|(_, waker, _)| waker)
    }
}

impl Drop for Acquire<'_> {
    fn drop(&mut self) {
        let Some(ticket) = self.ticket else { return };
        let mut state = self.permits.state.borrow_mut();
        let was_granted = state.granted.remove(&ticket).is_some();
        let waker = state.leave(ticket);
        drop(state);
        drop(waker);
        if was_granted {
            self.permits.release();
        }
    }
}
