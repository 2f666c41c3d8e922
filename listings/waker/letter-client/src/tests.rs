//! Slow servers on this machine.

use slow_server::Pace;
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

/// A server that pauses for so long before each of five pieces.
fn server(delay: u64) -> String {
    let pace = Pace {
        bytes: 4.try_into().unwrap(),
        delay: Duration::from_millis(delay),
        jitter: Duration::ZERO,
    };
    slow_server::start(b"Ueber allen Gipfeln.", pace).unwrap().to_string()
}

#[test]
fn each_letter_is_one_wake_and_one_poll() {
    let (missing, polls) =
        within(LIMIT, || fetch_all([20, 60, 40].map(server), false).unwrap());
    assert_eq!(missing, 0);
    // Letters that come together may share a wake, and none has two.
    assert!((2..=4).contains(&polls), "{polls}");
}

#[test]
fn who_spins_asks_far_more_often() {
    let (missing, polls) =
        within(LIMIT, || fetch_all([20, 60, 40].map(server), true).unwrap());
    assert_eq!(missing, 0);
    assert!(polls > 100, "{polls}");
}

#[test]
fn a_server_that_is_down_is_a_poem_that_is_missing() {
    let servers = [server(1), "127.0.0.1:1".to_string(), server(1)];
    let (missing, _) = within(LIMIT, || fetch_all(servers, false).unwrap());
    assert_eq!(missing, 1);
}

#[test]
fn two_servers_are_too_few() {
    let error = run(Arguments::new(["a:1", "b:2"])).unwrap_err();
    assert!(error.is::<UsageError>(), "{error}");
}
