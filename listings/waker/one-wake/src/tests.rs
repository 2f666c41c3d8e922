//! One wake, once and often.

use std::task::Waker;

use time_limit::within;

use super::*;

#[test]
fn one_wake_is_one_poll_more() {
    let (received, sent) =
        within(Duration::from_secs(20), || receive(SHORT_THINKING).unwrap());
    assert_eq!(received.piece, PIECE);
    assert_eq!(received.polls, 2);
    let Received { readable, polled, read, .. } = received;
    assert!(sent < readable && readable < polled && polled < read);
}

#[test]
fn a_socket_that_is_readable_needs_no_waker() {
    within(Duration::from_secs(20), || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let ours = TcpStream::connect(address).unwrap();
        let (mut theirs, _) = listener.accept().unwrap();
        let reactor = Reactor::start(ours).unwrap();
        assert!(reactor.keep(Waker::noop().clone()));
        theirs.write_all(PIECE).unwrap();
        while reactor.readable_since().is_none() {
            thread::yield_now();
        }
        assert!(!reactor.keep(Waker::noop().clone()));
    });
}

#[test]
fn each_part_of_the_way_takes_time() {
    let times = within(Duration::from_secs(60), || medians(3).unwrap());
    assert!(times.iter().all(|time| !time.is_zero()), "{times:?}");
}

#[test]
fn operands_are_refused() {
    assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
}
