//! A poem in time, and one that is not.

use slow_server::Pace;
use time_limit::within;

use super::*;

fn fetched(delay: u64, limit: Duration) -> io::Result<Poem> {
    let pace = Pace {
        bytes: 4.try_into().unwrap(),
        delay: Duration::from_millis(delay),
        jitter: Duration::ZERO,
    };
    let server = slow_server::start(b"Warte nur!", pace).unwrap().to_string();
    within(Duration::from_secs(30), move || {
        fetch(Poem::connect(&server, "poem")?, limit)
    })
}

#[test]
fn a_poem_in_time_is_whole() {
    let poem = fetched(5, Duration::from_secs(20)).unwrap();
    assert_eq!(poem.bytes(), b"Warte nur!");
}

#[test]
fn the_time_is_for_the_poem_and_not_for_a_piece() {
    // Each piece comes sooner than the limit; the poem does not.
    let error = fetched(100, Duration::from_millis(150)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TimedOut);
}

#[test]
fn no_time_at_all_is_over_at_once() {
    let error = fetched(10_000, Duration::ZERO).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TimedOut);
}
