//! Who asks the OS which sockets are ready, and knows whom to wake then.

use std::cell::RefCell;
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::task::Waker;
use std::time::Duration;

use mio::event::Source;
use mio::{Events, Interest, Poll, Token};
use token_table::TokenTable;

use crate::observed;
use crate::sync::Bell;

// ANCHOR: reactor
/// The reactor of a thread.
#[derive(Debug)]
pub struct Reactor {
    poll: RefCell<Poll>,
    events: RefCell<Events>,
    /// Each socket, by its token: its read side and its write side.
    sockets: RefCell<TokenTable<[Side; 2]>>,
    bell: Arc<Bell>,
}

/// What is known of one direction of a socket.
#[derive(Debug)]
struct Side {
    /// Whether a call may succeed, as far as is known.
    is_ready: bool,
    /// Who is told when it becomes so.
    waker: Option<Waker>,
}

/// A direction of a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the peer: to read, and to accept.
    Read,
    /// To the peer: to write, and to connect.
    Write,
}
// ANCHOR_END: reactor

impl Direction {
    /// As a recording says it.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Read => "read",
            Direction::Write => "write",
        }
    }
}

// The table gives no token that is so small.
const BELL: Token = Token(0);

impl Reactor {
    pub(crate) fn new() -> io::Result<Reactor> {
        let poll = Poll::new()?;
        let bell = Arc::new(Bell::new(poll.registry(), BELL)?);
        Ok(Reactor {
            poll: RefCell::new(poll),
            events: RefCell::new(Events::with_capacity(1024)),
            sockets: RefCell::default(),
            bell,
        })
    }

    /// What ends [`wait`](Reactor::wait), from any thread.
    pub fn bell(&self) -> Arc<Bell> {
        Arc::clone(&self.bell)
    }

    // ANCHOR: wait
    /// Waits for events, and returns the wakers of whoever waited for them.
    ///
    /// They are not woken here: a waker may do what it likes, even come back
    /// to this reactor.
    pub fn wait(&self, timeout: Option<Duration>) -> Vec<Waker> {
        observed::asks(timeout);
        let mut events = self.events.borrow_mut();
        match self.poll.borrow_mut().poll(&mut events, timeout) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {
                return Vec::new();
            }
            result => result.expect("a poll that exists can be asked"),
        }
        let mut sockets = self.sockets.borrow_mut();
        let mut wakers = Vec::new();
        for event in &*events {
            observed::answers(event, BELL);
            let Some(sides) = sockets.get_mut(event.token()) else { continue };
            let ends = [event.is_read_closed(), event.is_write_closed()];
            let can = [event.is_readable(), event.is_writable()];
            for (n, side) in sides.iter_mut().enumerate() {
                if can[n] || ends[n] || event.is_error() {
                    side.is_ready = true;
                    wakers.extend(side.waker.take());
                }
            }
        }
        wakers
    }
    // ANCHOR_END: wait

    // ANCHOR: register
    /// Registers a socket, for both directions.
    pub fn register(&self, socket: &mut impl Source) -> io::Result<Token> {
        // Nobody knows before the first call: so it is worth a call.
        let side = || Side { is_ready: true, waker: None };
        let token = self.sockets.borrow_mut().insert([side(), side()]);
        let both = Interest::READABLE | Interest::WRITABLE;
        let poll = self.poll.borrow();
        let registered = poll.registry().register(socket, token, both);
        if registered.is_err() {
            self.sockets.borrow_mut().remove(token);
        }
        registered.map(|()| token)
    }

    /// Forgets a socket.
    pub fn deregister(&self, socket: &mut impl Source, token: Token) {
        // The socket is closed next, and then the OS forgets it in any case.
        let _ = self.poll.borrow().registry().deregister(socket);
        let sides = self.sockets.borrow_mut().remove(token);
        // Its wakers are dropped when nothing is borrowed.
        drop(sides);
    }
    // ANCHOR_END: register

    /// Whether a call in this direction may succeed.
    pub fn is_ready(&self, token: Token, direction: Direction) -> bool {
        self.side(token, direction, |side| side.is_ready)
    }

    /// A call in this direction would have waited.
    pub fn is_drained(&self, token: Token, direction: Direction) {
        self.side(token, direction, |side| side.is_ready = false);
    }

    /// Wakes by this waker, and by no earlier one, when it is ready again.
    pub fn wake_when_ready(
        &self,
        token: Token,
        direction: Direction,
        waker: Waker,
    ) {
        observed::leaves_waker();
        let old = self.side(token, direction, |side| side.waker.replace(waker));
        // Dropped when nothing is borrowed.
        drop(old);
    }

    fn side<T>(
        &self,
        token: Token,
        direction: Direction,
        act: impl FnOnce(&mut Side) -> T,
    ) -> T {
        let mut sockets = self.sockets.borrow_mut();
        let sides = sockets.get_mut(token);
        act(&mut sides.expect("a socket is known until its drop")
            [direction as usize])
    }

    /// How many sockets it knows.
    pub fn sockets(&self) -> usize {
        self.sockets.borrow().len()
    }
}
