//! Both ways to share a socket.

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(30);

fn in_order() -> Vec<u8> {
    (1..=MESSAGES).collect()
}

#[test]
fn with_oneshot_there_is_one_reader_at_a_time() {
    let report = within(LIMIT, || share(true).unwrap());
    assert_eq!(report.done, in_order());
    assert_eq!(report.at_once, 1);
}

#[test]
fn without_it_each_edge_wakes_a_thread() {
    // A machine may be so busy that all messages come at once.
    let crossed = (0..5).any(|_| {
        let mut report = within(LIMIT, || share(false).unwrap());
        let crossed = report.at_once == 2 && !report.done.is_sorted();
        report.done.sort();
        assert_eq!(report.done, in_order());
        crossed
    });
    assert!(crossed);
}
