//! A socket and its registration.

use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use mio::Token;
use mio::event;

use crate::observed::{self, Waits, waits_for};
use crate::reactor::{Direction, Reactor};

/// A socket that is registered as long as it exists.
#[derive(Debug)]
pub(crate) struct Source<S: event::Source> {
    socket: S,
    token: Token,
    reactor: Rc<Reactor>,
}

impl<S: event::Source> Source<S> {
    /// Registers a socket with the reactor of this thread.
    pub(crate) fn new(mut socket: S) -> io::Result<Self> {
        let reactor = Reactor::current()?;
        let token = reactor.register(&mut socket)?;
        Ok(Source { socket, token, reactor })
    }

    pub(crate) fn socket(&self) -> &S {
        &self.socket
    }
}

impl<S: event::Source> Drop for Source<S> {
    fn drop(&mut self) {
        self.reactor.deregister(&mut self.socket, self.token);
    }
}

// ANCHOR: poll
impl<S: event::Source> Source<S> {
    /// Makes a call that never waits. If it would have waited, the task is
    /// woken when another try may succeed.
    pub(crate) fn poll<T>(
        &self,
        direction: Direction,
        cx: &mut Context<'_>,
        mut call: impl FnMut(&S) -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        self.check_reactor()?;
        while self.reactor.is_ready(self.token, direction) {
            let answer = call(&self.socket);
            observed::calls(direction, &answer);
            match answer {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    self.reactor.is_drained(self.token, direction);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                result => {
                    // One event, one call.
                    self.reactor.is_drained(self.token, direction);
                    return Poll::Ready(result);
                }
            }
        }
        let waker = cx.waker().clone();
        self.reactor.wake_when_ready(self.token, direction, waker);
        waits_for(Waits::Socket(direction.name()));
        Poll::Pending
    }
    // ANCHOR_END: poll

    /// Nobody would ask the OS for this socket but its own reactor.
    fn check_reactor(&self) -> io::Result<()> {
        if Rc::ptr_eq(&self.reactor, &Reactor::current()?) {
            return Ok(());
        }
        let why = "this socket belongs to the reactor of another block_on";
        Err(io::Error::other(why))
    }

    /// The same as a future.
    pub(crate) fn when<T, F>(
        &self,
        direction: Direction,
        call: F,
    ) -> When<'_, S, F>
    where
        F: FnMut(&S) -> io::Result<T> + Unpin,
    {
        When { source: self, direction, call: Some(call) }
    }
}

/// A call that is made when its socket is ready for it.
#[derive(Debug)]
pub(crate) struct When<'a, S: event::Source, F> {
    source: &'a Source<S>,
    direction: Direction,
    /// `None` when it has been made.
    call: Option<F>,
}

impl<T, S: event::Source, F> Future for When<'_, S, F>
where
    F: FnMut(&S) -> io::Result<T> + Unpin,
{
    type Output = io::Result<T>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let (source, direction) = (self.source, self.direction);
        let call = self.call.as_mut();
        let call = call.expect("polled again, after it was ready");
        let polled = source.poll(direction, cx, call);
        if polled.is_ready() {
            self.call = None;
        }
        polled
    }
}
