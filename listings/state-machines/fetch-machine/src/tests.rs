//! The fetch, over real sockets and all ways to cut a poem.

use std::io::{self, ErrorKind, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::rc::Rc;
use std::task::Poll as StdPoll;
use std::time::Duration;

use mio::{Events, Poll, Registry, Token};
use time_limit::within;

use crate::Progress::{Done, NotYet};
use crate::*;

const LIMIT: Duration = Duration::from_secs(30);
const HERE: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

/// A loop with nobody in it, and a server that has not accepted.
fn scene() -> (Poll, Rc<Registry>, TcpListener, SocketAddr) {
    let poll = Poll::new().unwrap();
    let registry = Rc::new(poll.registry().try_clone().unwrap());
    let listener = TcpListener::bind(HERE).unwrap();
    let address = listener.local_addr().unwrap();
    (poll, registry, listener, address)
}

/// An address where nobody listens: port 1 needs a privileged server from
/// another age.
fn nobody() -> SocketAddr {
    (Ipv4Addr::LOCALHOST, 1).into()
}

/// Steps the fetch at each event, until it has read `bytes` or is done.
fn step_until(
    poll: &mut Poll,
    fetch: &mut Fetch,
    bytes: usize,
) -> Progress<io::Result<Vec<u8>>> {
    let mut events = Events::with_capacity(8);
    loop {
        if let Done(result) = fetch.step() {
            return Done(result);
        }
        if fetch.received() == Some(bytes) {
            return NotYet;
        }
        poll.poll(&mut events, None).unwrap();
    }
}

#[test]
fn a_poem_is_whole_however_it_is_cut() {
    const POEM: &[u8] = b"Ruhest d";
    within(LIMIT, || {
        let (mut poll, registry, listener, address) = scene();
        for cuts in 0..1_u32 << (POEM.len() - 1) {
            let mut fetch = Fetch::new(address, &registry, Token(7));
            let begun = step_until(&mut poll, &mut fetch, 0);
            assert!(matches!(begun, NotYet), "{begun:?}");
            let (mut server, _) = listener.accept().unwrap();
            server.set_nodelay(true).unwrap();
            let mut from = 0;
            for to in 1..=POEM.len() {
                if to < POEM.len() && cuts & 1 << (to - 1) == 0 {
                    continue;
                }
                server.write_all(&POEM[from..to]).unwrap();
                let progress = step_until(&mut poll, &mut fetch, to);
                assert!(matches!(progress, NotYet), "{progress:?}");
                // An event that was wrong does no harm.
                assert!(matches!(fetch.step(), NotYet));
                from = to;
            }
            drop(server);
            let end = step_until(&mut poll, &mut fetch, usize::MAX);
            let Done(Ok(poem)) = end else { panic!("{end:?}") };
            assert_eq!(poem, POEM);
        }
    });
}

#[test]
fn making_a_fetch_begins_nothing() {
    let (_poll, registry, listener, address) = scene();
    drop(Fetch::new(address, &registry, Token(7)));
    listener.set_nonblocking(true).unwrap();
    let error = listener.accept().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WouldBlock);
}

#[test]
fn a_refused_connection_is_the_result() {
    within(LIMIT, || {
        let (mut poll, registry, ..) = scene();
        let mut fetch = Fetch::new(nobody(), &registry, Token(7));
        let end = step_until(&mut poll, &mut fetch, usize::MAX);
        let Done(Err(error)) = end else { panic!("{end:?}") };
        assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
    });
}

#[test]
fn a_broken_connection_is_no_poem() {
    within(LIMIT, || {
        let (mut poll, registry, listener, address) = scene();
        let mut fetch = Fetch::new(address, &registry, Token(7));
        assert!(matches!(step_until(&mut poll, &mut fetch, 0), NotYet));
        let (mut server, _) = listener.accept().unwrap();
        server.write_all(b"Ruh").unwrap();
        assert!(matches!(step_until(&mut poll, &mut fetch, 3), NotYet));
        rustix::net::sockopt::set_socket_linger(&server, Some(Duration::ZERO))
            .unwrap();
        drop(server);
        let end = step_until(&mut poll, &mut fetch, usize::MAX);
        assert!(matches!(end, Done(Err(_))), "{end:?}");
    });
}

#[test]
fn a_poem_without_an_end_is_given_up() {
    within(LIMIT, || {
        let (mut poll, registry, listener, address) = scene();
        let mut fetch = Fetch::new(address, &registry, Token(7));
        assert!(matches!(step_until(&mut poll, &mut fetch, 0), NotYet));
        let (mut server, _) = listener.accept().unwrap();
        std::thread::spawn(move || {
            // It may end with an error, as the fetch gives up.
            let _ = server.write_all(&vec![b'x'; 16_777_217]);
        });
        let end = step_until(&mut poll, &mut fetch, usize::MAX);
        let Done(Err(error)) = end else { panic!("{end:?}") };
        assert_eq!(error.kind(), ErrorKind::FileTooLarge);
    });
}

#[test]
fn the_longest_poem_comes_whole() {
    within(LIMIT, || {
        let (mut poll, registry, listener, address) = scene();
        let mut fetch = Fetch::new(address, &registry, Token(7));
        assert!(matches!(step_until(&mut poll, &mut fetch, 0), NotYet));
        let (mut server, _) = listener.accept().unwrap();
        std::thread::spawn(move || {
            server.write_all(&vec![b'x'; 16_777_216]).unwrap();
        });
        let end = step_until(&mut poll, &mut fetch, usize::MAX);
        let Done(Ok(poem)) = end else { panic!("{end:?}") };
        assert_eq!(poem.len(), 16_777_216);
    });
}

#[test]
fn a_fetch_that_is_dropped_closes_its_connection() {
    within(LIMIT, || {
        let (mut poll, registry, listener, address) = scene();
        let mut fetch = Fetch::new(address, &registry, Token(7));
        assert!(matches!(step_until(&mut poll, &mut fetch, 0), NotYet));
        let (server, _) = listener.accept().unwrap();
        drop(fetch);
        assert_eq!(io::Read::read(&mut &server, &mut [0]).unwrap(), 0);
    });
}

#[test]
#[should_panic(expected = "stepped after its end")]
fn a_fetch_has_one_end() {
    within(LIMIT, || {
        let (mut poll, registry, ..) = scene();
        let mut fetch = Fetch::new(nobody(), &registry, Token(7));
        let end = step_until(&mut poll, &mut fetch, usize::MAX);
        assert!(matches!(end, Done(Err(_))));
        let _ = fetch.step();
    });
}

#[test]
fn a_socket_that_is_dropped_is_deregistered() {
    let (mut poll, registry, listener, address) = scene();
    let stream = TcpStream::connect(address).unwrap();
    stream.set_nonblocking(true).unwrap();
    // A second descriptor would keep the registration of the first alive.
    let mut twin = mio::net::TcpStream::from_std(stream.try_clone().unwrap());
    let stream = mio::net::TcpStream::from_std(stream);
    let watched = Watched::new(stream, &registry, Token(7)).unwrap();
    drop(watched);
    drop(listener);
    let mut events = Events::with_capacity(8);
    // The server's end is closed: that is an event, for whoever is registered.
    poll.poll(&mut events, Some(Duration::from_millis(50))).unwrap();
    assert!(events.is_empty(), "{events:?}");
    registry.register(&mut twin, Token(8), mio::Interest::READABLE).unwrap();
    poll.poll(&mut events, Some(Duration::from_secs(10))).unwrap();
    assert_eq!(events.iter().next().unwrap().token(), Token(8));
}

#[test]
fn progress_has_the_shape_of_poll() {
    assert_eq!(StdPoll::from(Done('a')), StdPoll::Ready('a'));
    assert_eq!(StdPoll::<char>::from(NotYet), StdPoll::Pending);
}
