//! Both mistakes, and the day on which nobody notices.

use std::io::ErrorKind;
use std::time::Duration;

use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);
const POEM: &[u8] = b"Ruhest du auch.";

/// A connection to a server that pauses for so long before each half of the poem.
fn connected(delay: u64) -> TcpStream {
    let pace = Pace {
        bytes: POEM.len().div_ceil(2).try_into().unwrap(),
        delay: Duration::from_millis(delay),
        jitter: Duration::ZERO,
    };
    let server = slow_server::start(POEM, pace).unwrap();
    TcpStream::connect(server).unwrap()
}

#[test]
fn a_slow_poem_is_cut_short_without_an_error() {
    let poem = within(LIMIT, || {
        let stream = connected(300);
        stream.set_nonblocking(true).unwrap();
        as_end(stream).unwrap()
    });
    assert_eq!(poem, b"");
}

#[test]
fn a_slow_poem_is_an_error() {
    let error = within(LIMIT, || {
        let stream = connected(300);
        stream.set_nonblocking(true).unwrap();
        as_error(stream).unwrap_err()
    });
    assert_eq!(error.kind(), ErrorKind::WouldBlock);
}

#[test]
fn a_poem_that_has_come_is_whole_in_both() {
    for receive in [as_end, as_error] {
        let poem = within(LIMIT, move || {
            let stream = connected(1);
            // When the end can be seen, all of the poem can.
            let mut watcher = vec![0; POEM.len()];
            while stream.peek(&mut watcher).unwrap() < POEM.len() {}
            thread::sleep(Duration::from_millis(300));
            stream.set_nonblocking(true).unwrap();
            receive(stream).unwrap()
        });
        assert_eq!(poem, POEM);
    }
}
