//! Mirrors that are slow, that are down, and that never answer.

use std::future::{pending, ready};
use std::net::TcpListener;
use std::task::{Context, Poll, Waker};

use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

fn slow(poem: &str, delay: u64) -> SocketAddr {
    let pace = Pace {
        bytes: 3.try_into().unwrap(),
        delay: Duration::from_millis(delay),
        jitter: Duration::ZERO,
    };
    slow_server::start(poem.as_bytes(), pace).unwrap()
}

/// An address where nobody listens: port 1 needs a privileged server from another age.
fn nobody() -> SocketAddr {
    ([127, 0, 0, 1], 1).into()
}

/// Lets guests in, and tells them nothing.
fn silent() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

#[test]
fn the_fastest_mirror_wins() {
    within(LIMIT, || {
        let (_silent, never) = silent();
        let fast = slow("a rose", 1);
        let poem = block_on(first(&[never, fast, never])).unwrap();
        assert_eq!(poem, Poem { mirror: fast, bytes: b"a rose".into() });
    });
}

#[test]
fn an_error_is_an_answer_unless_it_is_asked_for_a_good_one() {
    within(LIMIT, || {
        let (_silent, never) = silent();
        let good = slow("a rose", 1);
        assert!(block_on(first(&[never, nobody()])).is_err());
        let poem = block_on(first_good(&[nobody(), never, good])).unwrap();
        assert_eq!(poem, Poem { mirror: good, bytes: b"a rose".into() });
        assert!(block_on(first_good(&[nobody(), nobody()])).is_err());
    });
}

#[test]
fn the_second_mirror_is_asked_after_the_pause_only() {
    within(LIMIT, || {
        let (silent, never) = silent();
        silent.set_nonblocking(true).unwrap();
        let fast = slow("a rose", 1);
        let hour = Duration::from_secs(3600);
        let poem = block_on(hedged(fast, never, hour)).unwrap();
        assert_eq!(poem.mirror, fast);
        assert!(silent.accept().is_err(), "nobody had to come");
        let pause = Duration::from_millis(20);
        let poem = block_on(hedged(never, fast, pause)).unwrap();
        assert_eq!(poem.mirror, fast);
        // The first mirror has been asked, and not again after the pause.
        assert!(silent.accept().is_ok());
        assert!(silent.accept().is_err());
        // If the first one is the faster one in the end, it wins.
        let slow = slow("a rose", 30);
        let poem = block_on(hedged(slow, never, pause)).unwrap();
        assert_eq!(poem.mirror, slow);
    });
}

#[test]
fn a_first_mirror_that_is_down_is_not_waited_for() {
    within(LIMIT, || {
        let fast = slow("a rose", 1);
        let hour = Duration::from_secs(3600);
        let poem = block_on(hedged(nobody(), fast, hour)).unwrap();
        assert_eq!(poem.mirror, fast);
    });
}

#[test]
fn the_last_error_is_the_error() {
    let mut cx = Context::from_waker(Waker::noop());
    type Boxed = std::pin::Pin<Box<dyn Future<Output = Result<(), u32>>>>;
    let futures: [Boxed; 2] =
        [Box::pin(ready(Err(1))), Box::pin(ready(Err(2)))];
    let mut all = pin!(first_ok(futures));
    assert_eq!(all.as_mut().poll(&mut cx), Poll::Ready(Err(2)));
    let futures: [Boxed; 2] = [Box::pin(ready(Err(1))), Box::pin(pending())];
    let mut all = pin!(first_ok(futures));
    assert!(all.as_mut().poll(&mut cx).is_pending());
    assert!(all.as_mut().poll(&mut cx).is_pending());
    let futures: [Boxed; 3] = [
        Box::pin(ready(Err(1))),
        Box::pin(ready(Ok(()))),
        Box::pin(ready(Err(3))),
    ];
    let mut all = pin!(first_ok(futures));
    assert_eq!(all.as_mut().poll(&mut cx), Poll::Ready(Ok(())));
}

#[test]
fn what_is_wrong_with_the_command_line() {
    for words in [&["--hedge", "5", "127.0.0.1:1"][..], &[], &["here:1"]] {
        let error = run(Arguments::new(words.iter().copied())).unwrap_err();
        assert!(error.is::<UsageError>(), "{error}");
    }
}
