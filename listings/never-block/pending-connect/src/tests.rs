//! What is printed, without the times.

use std::net::Ipv4Addr;
use std::num::NonZeroUsize;

use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);
const PACE: Pace = Pace {
    bytes: NonZeroUsize::MIN,
    delay: Duration::from_millis(1),
    jitter: Duration::ZERO,
};

type Ask = fn(&TcpStream, SocketAddr) -> Answer;

fn watched(address: SocketAddr, ask: Ask, limit: Duration) -> Vec<String> {
    told(address, ask, (limit, usize::MAX))
}

fn told(
    address: SocketAddr,
    ask: Ask,
    limits: (Duration, usize),
) -> Vec<String> {
    within(LIMIT, move || {
        let mut out = Vec::new();
        watch(address, ask, limits, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        let without_time = |line: &str| {
            line.split_once(" ms ").unwrap().1.trim_start().to_string()
        };
        out.lines().map(without_time).collect()
    })
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "other systems may let the clients in"
)]
fn a_crowded_server_answers_later() {
    let crowd = Duration::from_millis(300);
    let server = crowded_server::start(b"a", crowd, PACE).unwrap();
    let lines = watched(server, look, LIMIT);
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[0].starts_with("connect: "), "{lines:?}");
    assert!(lines[1].starts_with("no error; no peer: "), "{lines:?}");
    assert_eq!(lines[2], format!("no error; peer: {server}"));
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "other systems may let the clients in"
)]
fn connect_again_says_already_and_then_connected() {
    let crowd = Duration::from_millis(300);
    let server = crowded_server::start(b"a", crowd, PACE).unwrap();
    let expected = [Errno::INPROGRESS, Errno::ALREADY, Errno::ISCONN]
        .map(|error| format!("connect: {}", io::Error::from(error)));
    let mut lines = watched(server, try_connect, LIMIT);
    assert_eq!(lines.remove(2), "connect: ok");
    assert_eq!(lines, expected);
}

#[test]
fn a_refusal_is_told_once_and_then_looks_as_if_under_way() {
    let nobody = "127.0.0.1:1".parse().unwrap();
    let lines = watched(nobody, look, Duration::from_millis(300));
    let told = |line: &&String| line.starts_with("connection refused; ");
    assert_eq!(lines.iter().filter(told).count(), 1, "{lines:?}");
    assert!(lines[lines.len() - 2].starts_with("no error; no peer: "));
    assert_eq!(lines[lines.len() - 1], "given up");
}

#[test]
fn the_address_must_be_one() {
    for words in [&["localhost:1"][..], &[], &["127.0.0.1:1", "127.0.0.1:2"]] {
        let error = run(Arguments::new(words)).unwrap_err();
        assert!(error.is::<UsageError>(), "{words:?}");
    }
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "systems differ")]
fn connect_again_after_a_failure_is_a_new_attempt() {
    // Port 1 needs a privileged server from another age.
    let nobody = (Ipv4Addr::LOCALHOST, 1).into();
    let lines = told(nobody, try_connect, (LIMIT, 4));
    let expected = [Errno::INPROGRESS, Errno::CONNREFUSED]
        .map(|error| format!("connect: {}", io::Error::from(error)));
    assert_eq!(lines, [expected.clone(), expected].concat());
}

#[test]
fn the_help_names_the_default() {
    let default = format!("[default: {}]", DEFAULT_LIMIT.as_millis());
    assert!(HELP.contains(&default), "{default}");
}
