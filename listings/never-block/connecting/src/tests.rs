//! Connections to servers that answer, that refuse, and that do not answer yet.

use std::io::Read;
use std::thread;
use std::time::Duration;

use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);
const POEM: &[u8] = b"Ruhest du auch.";
const PACE: Pace = Pace {
    bytes: std::num::NonZeroUsize::MAX,
    delay: Duration::from_millis(1),
    jitter: Duration::ZERO,
};

/// An address where nobody listens: port 1 needs a privileged server from another age.
const NOBODY: &str = "127.0.0.1:1";

/// Asks until there is an answer, and how often the answer was "not yet".
fn ask_until_known(stream: &TcpStream) -> (io::Result<()>, usize) {
    for not_yet in 0.. {
        match is_connected(stream) {
            Ok(true) => return (Ok(()), not_yet),
            Ok(false) => thread::sleep(Duration::from_millis(1)),
            Err(error) => return (Err(error), not_yet),
        }
    }
    unreachable!("there is no last number")
}

#[test]
fn the_poem_comes_over_the_connection() {
    let server = slow_server::start(POEM, PACE).unwrap();
    within(LIMIT, move || {
        let mut stream = begin_connect(server).unwrap();
        let (outcome, _) = ask_until_known(&stream);
        outcome.unwrap();
        stream.set_nonblocking(false).unwrap();
        let mut poem = Vec::new();
        stream.read_to_end(&mut poem).unwrap();
        assert_eq!(poem, POEM);
    });
}

#[test]
fn nobody_there_is_an_error_that_is_told_once() {
    within(LIMIT, || {
        let stream = begin_connect(NOBODY.parse().unwrap()).unwrap();
        let (outcome, _) = ask_until_known(&stream);
        assert_eq!(outcome.unwrap_err().kind(), ErrorKind::ConnectionRefused);
        // This looks as if the connection were under way.
        assert!(!is_connected(&stream).unwrap());
    });
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "other systems may let the clients in"
)]
fn while_the_server_does_not_answer_it_is_under_way() {
    let crowd = Duration::from_millis(300);
    let server = crowded_server::start(POEM, crowd, PACE).unwrap();
    within(LIMIT, move || {
        let stream = begin_connect(server).unwrap();
        assert!(!is_connected(&stream).unwrap());
        let (outcome, not_yet) = ask_until_known(&stream);
        outcome.unwrap();
        assert!(not_yet > 0);
    });
}

#[test]
fn both_families_have_sockets() {
    for address in ["127.0.0.1:1", "[::1]:1"] {
        let address: SocketAddr = address.parse().unwrap();
        let local = new_socket(address).unwrap().local_addr().unwrap();
        assert_eq!(local.is_ipv6(), address.is_ipv6());
    }
}
