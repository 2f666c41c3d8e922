//! The loop, with real sockets.

use std::cell::RefCell;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream as Peer};
use std::rc::Rc;

use mio::net::TcpStream;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

/// What was called, in order.
#[derive(Debug, Clone, Default)]
struct Log(Rc<RefCell<Vec<&'static str>>>);

impl Log {
    fn add(&self, what: &'static str) {
        self.0.borrow_mut().push(what);
    }

    /// A function that does no more than to leave its name.
    fn note(&self, what: &'static str) -> impl FnOnce(&mut Reactor) + use<> {
        let log = self.clone();
        move |_| log.add(what)
    }

    fn all(&self) -> Vec<&'static str> {
        self.0.borrow().clone()
    }
}

/// Two ends of a connection; the first is for the loop.
fn pair() -> (TcpStream, Peer) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let peer = Peer::connect(listener.local_addr().unwrap()).unwrap();
    let (stream, _) = listener.accept().unwrap();
    stream.set_nonblocking(true).unwrap();
    (TcpStream::from_std(stream), peer)
}

#[test]
fn a_loop_without_work_returns() {
    within(LIMIT, || Reactor::new().unwrap().run().unwrap());
}

#[test]
fn functions_are_called_when_their_time_has_come() {
    let calls = within(LIMIT, || {
        let (mut reactor, log) = (Reactor::new().unwrap(), Log::default());
        reactor.call_later(Duration::from_millis(20), log.note("later"));
        reactor.call_soon(log.note("soon"));
        reactor.call_at(Instant::now(), log.note("now"));
        reactor.run().unwrap();
        log.all()
    });
    assert_eq!(calls, ["now", "soon", "later"]);
}

#[test]
fn a_cancelled_function_is_not_called() {
    let (answers, calls) = within(LIMIT, || {
        let (mut reactor, log) = (Reactor::new().unwrap(), Log::default());
        let timer = reactor.call_later(Duration::from_secs(60), log.note("no"));
        let answers = [reactor.cancel(timer), reactor.cancel(timer)];
        reactor.run().unwrap();
        (answers, log.all())
    });
    assert_eq!(answers, [true, false]);
    assert!(calls.is_empty());
}

#[test]
fn of_two_timers_that_are_due_together_the_first_can_cancel_the_second() {
    let calls = within(LIMIT, || {
        let (mut reactor, log) = (Reactor::new().unwrap(), Log::default());
        let (now, note) = (Instant::now(), log.note("first"));
        let second = Rc::new(RefCell::new(None));
        let its_second = Rc::clone(&second);
        reactor.call_at(now, move |reactor| {
            note(reactor);
            assert!(reactor.cancel(its_second.take().unwrap()));
        });
        let timer = reactor.call_at(now, log.note("second"));
        *second.borrow_mut() = Some(timer);
        reactor.run().unwrap();
        log.all()
    });
    assert_eq!(calls, ["first"]);
}

#[test]
fn a_timer_that_is_due_cannot_cancel_itself_any_more() {
    within(LIMIT, || {
        let mut reactor = Reactor::new().unwrap();
        let own = Rc::new(RefCell::new(None));
        let its_own = Rc::clone(&own);
        let timer = reactor.call_later(Duration::ZERO, move |reactor| {
            assert!(!reactor.cancel(its_own.take().unwrap()));
        });
        *own.borrow_mut() = Some(timer);
        reactor.run().unwrap();
    });
}

/// Sets itself again, at once, until something was noted. The third time, it says something to
/// the loop.
fn again(
    reactor: &mut Reactor,
    log: Log,
    timer: bool,
    count: u32,
    mut peer: Peer,
) {
    if !log.all().is_empty() {
        return;
    }
    if count == 3 {
        peer.write_all(b"!").unwrap();
    }
    let next = move |reactor: &mut Reactor| {
        again(reactor, log, timer, count + 1, peer);
    };
    if timer {
        reactor.call_at(Instant::now(), next);
    } else {
        reactor.call_soon(next);
    }
}

#[test]
fn functions_that_set_themselves_again_leave_room_for_sockets() {
    for timer in [true, false] {
        within(LIMIT, move || {
            let (mut reactor, log) = (Reactor::new().unwrap(), Log::default());
            let (mut stream, peer) = pair();
            let token = reactor.add(&mut stream).unwrap();
            let note = log.note("readable");
            reactor.when_readable(token, move |reactor| {
                note(reactor);
                reactor.remove(token, &mut stream).unwrap();
            });
            again(&mut reactor, log.clone(), timer, 0, peer);
            reactor.run().unwrap();
            assert_eq!(log.all(), ["readable"]);
        });
    }
}

#[test]
fn what_is_to_be_called_soon_does_not_wait_for_a_timer() {
    let calls = within(LIMIT, || {
        let (mut reactor, log) = (Reactor::new().unwrap(), Log::default());
        let late = reactor.call_later(Duration::from_secs(60), |_| {});
        let (soon, again) = (log.note("soon"), log.note("again"));
        reactor.call_soon(move |reactor| {
            soon(reactor);
            reactor.cancel(late);
            // Now nothing else is left, and this is reason enough for a turn.
            reactor.call_soon(again);
        });
        reactor.run().unwrap();
        log.all()
    });
    assert_eq!(calls, ["soon", "again"]);
}

#[test]
fn a_function_is_called_for_one_event_and_must_ask_again() {
    let calls = within(LIMIT, || {
        let (mut reactor, log) = (Reactor::new().unwrap(), Log::default());
        let (mut stream, mut peer) = pair();
        let token = reactor.add(&mut stream).unwrap();
        peer.write_all(b"a").unwrap();
        let its_log = log.clone();
        reactor.when_readable(token, move |reactor| {
            its_log.add("first");
            assert_eq!(stream.read(&mut [0; 8]).unwrap(), 1);
            peer.write_all(b"b").unwrap();
            // Long enough for a turn in which nobody listens.
            reactor.call_later(Duration::from_millis(50), move |reactor| {
                reactor.when_readable(token, move |reactor| {
                    its_log.add("second");
                    assert_eq!(stream.read(&mut [0; 8]).unwrap(), 1);
                    reactor.remove(token, &mut stream).unwrap();
                    drop(peer);
                });
            });
        });
        reactor.run().unwrap();
        log.all()
    });
    // The second event came when nobody waited, and was kept.
    assert_eq!(calls, ["first", "second"]);
}

#[test]
fn who_can_write_goes_first() {
    let calls = within(LIMIT, || {
        let (mut reactor, log) = (Reactor::new().unwrap(), Log::default());
        let (mut stream, mut peer) = pair();
        peer.write_all(b"a").unwrap();
        let token = reactor.add(&mut stream).unwrap();
        reactor.when_writable(token, log.note("writable"));
        let its_log = log.clone();
        reactor.when_readable(token, move |reactor| {
            its_log.add("readable");
            reactor.remove(token, &mut stream).unwrap();
        });
        reactor.run().unwrap();
        log.all()
    });
    assert_eq!(calls, ["writable", "readable"]);
}

#[test]
fn who_waits_for_a_socket_that_is_removed_is_not_called_and_not_kept() {
    within(LIMIT, || {
        let (mut reactor, log) = (Reactor::new().unwrap(), Log::default());
        let (mut stream, mut peer) = pair();
        peer.write_all(b"a").unwrap();
        let token = reactor.add(&mut stream).unwrap();
        reactor.when_readable(token, log.note("readable"));
        let its_log = log.clone();
        // Both directions are in one event, and this one is told first.
        reactor.when_writable(token, move |reactor| {
            its_log.add("writable");
            reactor.remove(token, &mut stream).unwrap();
            reactor.when_readable(token, its_log.note("too late"));
        });
        reactor.run().unwrap();
        assert_eq!(log.all(), ["writable"]);
        assert_eq!(Rc::strong_count(&log.0), 1, "a function was kept");
    });
}

#[test]
fn a_socket_that_was_not_added_cannot_be_removed() {
    let (mut stream, _peer) = pair();
    let mut reactor = Reactor::new().unwrap();
    let token = reactor.add(&mut stream).unwrap();
    assert!(reactor.add(&mut stream).is_err(), "added twice");
    reactor.remove(token, &mut stream).unwrap();
    assert!(reactor.remove(token, &mut stream).is_err());
    assert!(!reactor.has_work());
}
