//! The turnstile, and a machine that goes through it.

use std::net::{Ipv4Addr, TcpListener};
use std::time::Duration;

use mio::{Events, Poll, Token};
use time_limit::within;

use super::*;

#[test]
fn permits_are_given_back_when_they_are_dropped() {
    let turnstile = Turnstile::new(2);
    let first = turnstile.permit();
    let second = turnstile.clone().permit();
    assert!(first.is_some() && second.is_some());
    assert!(turnstile.permit().is_none());
    drop(first);
    assert!(turnstile.permit().is_some());
}

#[test]
fn a_machine_that_is_done_has_given_its_permit_back() {
    within(Duration::from_secs(20), || {
        let mut poll = Poll::new().unwrap();
        let registry = Rc::new(poll.registry().try_clone().unwrap());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let server = listener.local_addr().unwrap();
        let turnstile = Turnstile::new(1);
        let fetch = || Fetch::new(server, &registry, Token(0));
        let mut first = Limited::new(fetch(), &turnstile);
        assert!(matches!(first.step(), NotYet));
        let mut second = Limited::new(fetch(), &turnstile);
        assert!(matches!(second.step(), NotYet));
        assert!(second.permit.is_none());
        drop(listener.accept().unwrap());
        let mut events = Events::with_capacity(8);
        while let NotYet = first.step() {
            poll.poll(&mut events, None).unwrap();
        }
        // The first still exists, and holds nobody up.
        assert!(matches!(second.step(), NotYet));
        assert!(second.permit.is_some());
    });
}
