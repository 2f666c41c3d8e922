//! One wake, once and often.

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
fn each_part_of_the_way_takes_time() {
    let times = within(Duration::from_secs(60), || medians(3).unwrap());
    assert!(times.iter().all(|time| !time.is_zero()), "{times:?}");
}

#[test]
fn operands_are_refused() {
    assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
}
