//! The reactor that a thread has.

use std::cell::RefCell;
use std::io;
use std::ops::Deref;
use std::rc::Rc;

use crate::reactor::Reactor;

thread_local! {
    static REACTOR: RefCell<Option<Rc<Reactor>>> =
        const { RefCell::new(None) };
}

impl Reactor {
    /// Makes the reactor of this thread; it is there until what is returned
    /// is dropped.
    ///
    /// # Panics
    ///
    /// If there is one already, and if the OS gives none.
    pub fn enter() -> Entered {
        if Reactor::current().is_ok() {
            panic!(
                "block_on inside of block_on: it would keep this thread from \
                 its tasks"
            );
        }
        let made = Reactor::new();
        let reactor = Rc::new(made.expect("the OS gives a reactor"));
        REACTOR.set(Some(Rc::clone(&reactor)));
        Entered(reactor)
    }

    /// The reactor of this thread.
    pub fn current() -> io::Result<Rc<Reactor>> {
        REACTOR.with_borrow(Clone::clone).ok_or_else(|| {
            io::Error::other(
                "there is no reactor on this thread: call inside block_on",
            )
        })
    }
}

/// As long as this is there, its thread has a reactor.
#[derive(Debug)]
pub struct Entered(Rc<Reactor>);

impl Drop for Entered {
    fn drop(&mut self) {
        REACTOR.take();
    }
}

impl Deref for Entered {
    type Target = Reactor;

    fn deref(&self) -> &Reactor {
        &self.0
    }
}
