//! A loop that waits for sockets and timers, and calls the functions that it was given.

mod sockets;
mod timers;

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, ErrorKind};
use std::time::{Duration, Instant};

use mio::{Events, Interest, Poll};
use sockets::{Direction, Socket};
use token_table::TokenTable;
use trace::{Task, Wait};

pub use mio::Token;
pub use mio::event::Source;
pub use timers::Timer;
use timers::Timers;

// ANCHOR: callback
/// What the loop calls when something has happened: once, and with itself, so
/// that the function can say what to call next.
pub type Callback = Box<dyn FnOnce(&mut Reactor)>;
// ANCHOR_END: callback

// ANCHOR: reactor
/// Waits in one thread for many sockets and timers.
pub struct Reactor {
    poll: Poll,
    sockets: TokenTable<Socket>,
    timers: Timers,
    /// What is called before the next turn, without waiting for anything.
    soon: VecDeque<Callback>,
}
// ANCHOR_END: reactor

impl Reactor {
    /// A loop with nothing to wait for.
    ///
    /// # Errors
    /// If the system has no room for it.
    pub fn new() -> io::Result<Reactor> {
        Ok(Reactor {
            poll: Poll::new()?,
            sockets: TokenTable::new(),
            timers: Timers::default(),
            soon: VecDeque::new(),
        })
    }

    /// Calls `callback` when a read is worth trying.
    pub fn when_readable(
        &mut self,
        socket: Token,
        callback: impl FnOnce(&mut Reactor) + 'static,
    ) {
        self.when(socket, Direction::Readable, Box::new(callback));
    }

    /// Calls `callback` when a write is worth trying, or a connection may be
    /// made.
    pub fn when_writable(
        &mut self,
        socket: Token,
        callback: impl FnOnce(&mut Reactor) + 'static,
    ) {
        self.when(socket, Direction::Writable, Box::new(callback));
    }

    /// Calls `callback` when this time has passed.
    pub fn call_later(
        &mut self,
        delay: Duration,
        callback: impl FnOnce(&mut Reactor) + 'static,
    ) -> Timer {
        self.call_at(Instant::now() + delay, callback)
    }

    /// Calls `callback` at this moment, or as soon after it as possible.
    pub fn call_at(
        &mut self,
        deadline: Instant,
        callback: impl FnOnce(&mut Reactor) + 'static,
    ) -> Timer {
        self.timers.set(deadline, Box::new(callback))
    }

    /// Lets a timer's function never be called. Says whether it would have
    /// been: whoever is late gets `false`.
    pub fn cancel(&mut self, timer: Timer) -> bool {
        self.timers.take(timer).is_some()
    }

    // ANCHOR: call-soon
    /// Calls `callback` when all that run now have returned.
    pub fn call_soon(&mut self, callback: impl FnOnce(&mut Reactor) + 'static) {
        self.soon.push_back(Box::new(callback));
    }
    // ANCHOR_END: call-soon

    /// Waits and calls, until there is nothing left to wait for.
    ///
    /// # Errors
    /// If waiting fails. What the functions do is no concern of the loop.
    pub fn run(&mut self) -> io::Result<()> {
        let lane = Task::begin("loop");
        let mut events = Events::with_capacity(64);
        while self.has_work() {
            self.turn(&mut events, &lane)?;
        }
        lane.end();
        Ok(())
    }

    fn has_work(&self) -> bool {
        let is_idle = self.sockets.is_empty() && self.timers.is_empty();
        !(is_idle && self.soon.is_empty())
    }

    // ANCHOR: turn
    /// Waits once, and then calls whatever is to be called.
    fn turn(&mut self, events: &mut Events, lane: &Task) -> io::Result<()> {
        lane.run();
        let timeout = self.timeout();
        lane.wait(Wait::Socket("poll"));
        match self.poll.poll(events, timeout) {
            // A signal was handled. There is another turn.
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => result?,
        }
        lane.ready();
        // A function may take its time. What has come meanwhile is told in the
        // next turn, before a timer that has become due meanwhile.
        let now = Instant::now();
        for event in &*events {
            if event.is_writable() {
                self.tell(event.token(), Direction::Writable);
            }
            if event.is_readable() {
                self.tell(event.token(), Direction::Readable);
            }
        }
        for timer in self.timers.due(now) {
            // One that was called before may have cancelled this one.
            if let Some(callback) = self.timers.take(timer) {
                callback(self);
            }
        }
        // Not more than are there now: they may ask for others.
        for callback in std::mem::take(&mut self.soon) {
            callback(self);
        }
        Ok(())
    }
    // ANCHOR_END: turn

    /// How long `poll` may wait. `None` is for ever.
    fn timeout(&mut self) -> Option<Duration> {
        if !self.soon.is_empty() {
            return Some(Duration::ZERO);
        }
        let deadline = self.timers.next_deadline()?;
        Some(deadline.saturating_duration_since(Instant::now()))
    }
}

impl fmt::Debug for Reactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reactor")
            .field("sockets", &self.sockets.len())
            .field("soon", &self.soon.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
