//! A result that will come, and the function that gets it.

use std::cell::RefCell;
use std::error::Error;
use std::fmt;
use std::rc::Rc;

use callback_loop::Reactor;

/// Why there is no value.
pub type Failure = Box<dyn Error>;

/// A value, or why there is none.
pub type Outcome<T> = Result<T, Failure>;

// ANCHOR: deferred
/// The right to be called with a result. Whoever waits has it.
pub struct Deferred<T>(Rc<RefCell<Shared<T>>>);

/// The duty to bring the result. Whoever works on it has it.
pub struct Resolver<T>(Rc<RefCell<Shared<T>>>);

/// Whichever of the two comes first, the result or the function.
struct Shared<T> {
    outcome: Option<Outcome<T>>,
    callback: Option<Callback<T>>,
}

type Callback<T> = Box<dyn FnOnce(&mut Reactor, Outcome<T>)>;
// ANCHOR_END: deferred

/// Both ends of a result that will come.
pub fn deferred<T: 'static>() -> (Resolver<T>, Deferred<T>) {
    let shared = Shared { outcome: None, callback: None };
    let shared = Rc::new(RefCell::new(shared));
    (Resolver(Rc::clone(&shared)), Deferred(shared))
}

// ANCHOR: meet
impl<T: 'static> Resolver<T> {
    /// Brings the result. The function is called soon, and never in here.
    pub fn resolve(self, reactor: &mut Reactor, outcome: Outcome<T>) {
        let mut shared = self.0.borrow_mut();
        match shared.callback.take() {
            Some(it) => reactor.call_soon(move |reactor| it(reactor, outcome)),
            None => shared.outcome = Some(outcome),
        }
    }
}

impl<T: 'static> Deferred<T> {
    /// Lets `callback` have the result. It is called soon, if that is here.
    pub fn on_outcome(
        self,
        reactor: &mut Reactor,
        callback: impl FnOnce(&mut Reactor, Outcome<T>) + 'static,
    ) {
        let mut shared = self.0.borrow_mut();
        match shared.outcome.take() {
            Some(it) => reactor.call_soon(move |reactor| callback(reactor, it)),
            None => shared.callback = Some(Box::new(callback)),
        }
    }
    // ANCHOR_END: meet

    // ANCHOR: two
    /// Two functions: one for the value, and one for the error.
    pub fn handle(
        self,
        reactor: &mut Reactor,
        on_value: impl FnOnce(&mut Reactor, T) + 'static,
        on_error: impl FnOnce(&mut Reactor, Failure) + 'static,
    ) {
        self.on_outcome(reactor, |reactor, outcome| match outcome {
            Ok(value) => on_value(reactor, value),
            Err(error) => on_error(reactor, error),
        });
    }
    // ANCHOR_END: two

    // ANCHOR: then
    /// The result of `next`, which is called with the value. An error passes
    /// by it.
    pub fn then<U: 'static>(
        self,
        reactor: &mut Reactor,
        next: impl FnOnce(&mut Reactor, T) -> Deferred<U> + 'static,
    ) -> Deferred<U> {
        let (resolver, result) = deferred();
        self.on_outcome(reactor, |reactor, outcome| match outcome {
            Ok(value) => next(reactor, value).pass_to(reactor, resolver),
            Err(error) => resolver.resolve(reactor, Err(error)),
        });
        result
    }

    /// The result of `cure`, which is called with the error. A value passes
    /// by it.
    pub fn or_else(
        self,
        reactor: &mut Reactor,
        cure: impl FnOnce(&mut Reactor, Failure) -> Deferred<T> + 'static,
    ) -> Deferred<T> {
        let (resolver, result) = deferred();
        self.on_outcome(reactor, |reactor, outcome| match outcome {
            Ok(value) => resolver.resolve(reactor, Ok(value)),
            Err(error) => cure(reactor, error).pass_to(reactor, resolver),
        });
        result
    }
    // ANCHOR_END: then

    /// Lets `resolver` have the result.
    pub fn pass_to(self, reactor: &mut Reactor, resolver: Resolver<T>) {
        self.on_outcome(reactor, |reactor, outcome| {
            resolver.resolve(reactor, outcome);
        });
    }
}

/// A result that is here already.
impl<T> From<Outcome<T>> for Deferred<T> {
    fn from(outcome: Outcome<T>) -> Self {
        let shared = Shared { outcome: Some(outcome), callback: None };
        Deferred(Rc::new(RefCell::new(shared)))
    }
}

// ANCHOR: unhandled
impl<T> Drop for Shared<T> {
    fn drop(&mut self) {
        // Nobody can ask for it any more.
        if let Some(Err(error)) = &self.outcome {
            eprintln!("nobody handles this error: {error}");
        }
    }
}
// ANCHOR_END: unhandled

impl<T> fmt::Debug for Deferred<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deferred").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Resolver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resolver").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
