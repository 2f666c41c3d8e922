//! The measurement, with few sockets; and the limit of descriptors.

use std::time::Duration;

use time_limit::within;

use super::*;

#[test]
fn both_loops_turn() {
    within(Duration::from_secs(30), || {
        assert!(measure::poll(3, 20).unwrap() > Duration::ZERO);
        assert!(measure::epoll(3, 20).unwrap() > Duration::ZERO);
    });
}

#[test]
fn a_smaller_limit_is_raised() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = Some(100);
    setrlimit(Resource::Nofile, limit).unwrap();
    allow_descriptors(200).unwrap();
    assert_eq!(getrlimit(Resource::Nofile).current, Some(200));
    // What is allowed already stays.
    allow_descriptors(50).unwrap();
    assert_eq!(getrlimit(Resource::Nofile).current, Some(200));
}
