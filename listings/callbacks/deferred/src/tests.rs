//! Results and the functions that get them, in each order.

use std::cell::Cell;
use std::time::Duration;

use time_limit::within;

use super::*;

/// Runs `program`, and then the loop; gives what was noted.
fn noted(
    program: impl FnOnce(&mut Reactor, Notes) + Send + 'static,
) -> Vec<String> {
    within(Duration::from_secs(20), || {
        let (mut reactor, notes) = (Reactor::new().unwrap(), Notes::default());
        program(&mut reactor, notes.clone());
        notes.add("program ends");
        reactor.run().unwrap();
        notes.0.take()
    })
}

#[derive(Clone, Default)]
struct Notes(Rc<RefCell<Vec<String>>>);

impl Notes {
    fn add(&self, what: impl fmt::Display) {
        self.0.borrow_mut().push(what.to_string());
    }

    /// Notes the end of a chain.
    fn end(self, reactor: &mut Reactor, deferred: Deferred<u32>) {
        let its = self.clone();
        let on_value = move |_: &mut Reactor, value| its.add(value);
        deferred.handle(reactor, on_value, move |_, error| self.add(error));
    }
}

/// An error that remembers that somebody printed it.
#[derive(Debug)]
struct Spy(Rc<Cell<u32>>);

impl Error for Spy {}

impl fmt::Display for Spy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.set(self.0.get() + 1);
        f.write_str("a spy")
    }
}

fn ok(value: u32) -> Deferred<u32> {
    Deferred::from(Ok(value))
}

fn failed(why: &str) -> Deferred<u32> {
    Deferred::from(Err(why.into()))
}

#[test]
fn a_result_reaches_its_function_whichever_is_first() {
    let function_first = noted(|reactor, notes| {
        let (resolver, deferred) = deferred();
        notes.end(reactor, deferred);
        resolver.resolve(reactor, Ok(7));
    });
    let result_first = noted(|reactor, notes| {
        let (resolver, deferred) = deferred();
        resolver.resolve(reactor, Ok(7));
        notes.end(reactor, deferred);
    });
    assert_eq!(function_first, ["program ends", "7"]);
    assert_eq!(result_first, ["program ends", "7"]);
}

#[test]
fn an_error_goes_to_the_function_for_errors() {
    let notes = noted(|reactor, notes| notes.end(reactor, failed("lost")));
    assert_eq!(notes, ["program ends", "lost"]);
}

#[test]
fn a_value_goes_from_step_to_step_and_passes_by_a_cure() {
    let notes = noted(|reactor, notes| {
        let end = ok(1)
            .then(reactor, |_, value| ok(value + 1))
            .or_else(reactor, |_, _| ok(100))
            .then(reactor, |_, value| ok(value + 1));
        notes.end(reactor, end);
    });
    assert_eq!(notes, ["program ends", "3"]);
}

#[test]
fn an_error_passes_by_the_steps_until_a_cure() {
    let notes = noted(|reactor, notes| {
        let its = notes.clone();
        let end = failed("lost")
            .then(reactor, move |_, value| {
                its.add("not called");
                ok(value)
            })
            .or_else(reactor, |_, error| ok(error.to_string().len() as u32))
            .then(reactor, |_, value| ok(value * 10));
        notes.end(reactor, end);
    });
    assert_eq!(notes, ["program ends", "40"]);
}

#[test]
fn a_step_may_fail_and_a_cure_may_fail() {
    let notes = noted(|reactor, notes| {
        let end = ok(1)
            .then(reactor, |_, _| failed("first"))
            .or_else(reactor, |_, _| failed("second"));
        notes.end(reactor, end);
    });
    assert_eq!(notes, ["program ends", "second"]);
}

#[test]
fn a_step_may_take_its_time() {
    let notes = noted(|reactor, notes| {
        let end = ok(1).then(reactor, |reactor, value| {
            let (resolver, later) = deferred();
            reactor.call_later(Duration::from_millis(5), move |reactor| {
                resolver.resolve(reactor, Ok(value + 1));
            });
            later
        });
        notes.end(reactor, end);
    });
    assert_eq!(notes, ["program ends", "2"]);
}

#[test]
fn an_error_that_nobody_handles_is_told_once() {
    let count = Rc::new(Cell::new(0));
    let spy: Failure = Box::new(Spy(Rc::clone(&count)));
    let mut reactor = Reactor::new().unwrap();
    let error = Deferred::<u32>::from(Err(spy));
    let end = error.then(&mut reactor, |_, value| ok(value));
    drop(end);
    reactor.run().unwrap();
    assert_eq!(count.get(), 1);
}

#[test]
fn an_error_that_is_handled_is_not_told() {
    let count = Rc::new(Cell::new(0));
    let spy: Failure = Box::new(Spy(Rc::clone(&count)));
    let mut reactor = Reactor::new().unwrap();
    let error = Deferred::<u32>::from(Err(spy));
    error.handle(&mut reactor, |_, _| (), |_, error| drop(error));
    reactor.run().unwrap();
    assert_eq!(count.get(), 0);
}

#[test]
fn a_resolver_that_is_dropped_calls_nobody() {
    let notes = noted(|reactor, notes| {
        let (resolver, deferred) = deferred();
        notes.end(reactor, deferred);
        drop(resolver);
    });
    assert_eq!(notes, ["program ends"]);
}
