//! Who asks the OS which sockets are ready, and knows one whom to wake for
//! each.

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
    /// Each socket, by its token.
    sockets: RefCell<TokenTable<Socket>>,
    bell: Arc<Bell>,
}

/// What is known of a socket.
#[derive(Debug)]
struct Socket {
    /// Whether a read may succeed, and a write, as far as is known.
    is_ready: [bool; 2],
    /// Who is told when something becomes so.
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
            let found = sockets.get_mut(event.token());
            let Some(socket) = found else { continue };
            let ends = [event.is_read_closed(), event.is_write_closed()];
            let can = [event.is_readable(), event.is_writable()];
            for (n, is_ready) in socket.is_ready.iter_mut().enumerate() {
                if can[n] || ends[n] || event.is_error() {
                    *is_ready = true;
                    wakers.extend(socket.waker.take());
                }
            }
        }
        wakers
    }

    /// Registers a socket, for both directions.
    pub fn register(&self, socket: &mut impl Source) -> io::Result<Token> {
        // Nobody knows before the first call: so it is worth a call.
        let entry = Socket { is_ready: [true, true], waker: None };
        let token = self.sockets.borrow_mut().insert(entry);
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
        let entry = self.sockets.borrow_mut().remove(token);
        // Its waker is dropped when nothing is borrowed.
        drop(entry);
    }

    /// Whether a call in this direction may succeed.
    pub fn is_ready(&self, token: Token, direction: Direction) -> bool {
        self.socket(token, |socket| socket.is_ready[direction as usize])
    }

    /// A call in this direction would have waited.
    pub fn is_drained(&self, token: Token, direction: Direction) {
        self.socket(token, |it| it.is_ready[direction as usize] = false);
    }

    /// Wakes by this waker, and by no earlier one, when it is ready again.
    pub fn wake_when_ready(&self, token: Token, _: Direction, waker: Waker) {
        observed::leaves_waker();
        let old = self.socket(token, |socket| socket.waker.replace(waker));
        // Dropped when nothing is borrowed.
        drop(old);
    }

    fn socket<T>(&self, token: Token, act: impl FnOnce(&mut Socket) -> T) -> T {
        let mut sockets = self.sockets.borrow_mut();
        let socket = sockets.get_mut(token);
        act(socket.expect("a socket is known until its drop"))
    }

    /// How many sockets it knows.
    pub fn sockets(&self) -> usize {
        self.sockets.borrow().len()
    }
}
