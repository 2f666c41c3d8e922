//! The herd, and that its members are woken.

use std::time::Duration;

use time_limit::within;

use super::*;

#[test]
fn every_connection_wakes_somebody() {
    for way in WAYS {
        let woken = within(Duration::from_secs(60), move || {
            herd::woken(way, 3, 10).unwrap()
        });
        // Who is awake already is not woken: on a busy machine, some are missing.
        assert!(woken > 0, "{way:?}");
    }
}

#[test]
fn a_herd_is_more_than_one() {
    let [own, exclusive] = within(Duration::from_secs(60), || {
        [Way::Own, Way::Exclusive].map(|way| herd::woken(way, 16, 20).unwrap())
    });
    assert!(own > exclusive, "{own} and {exclusive}");
}
