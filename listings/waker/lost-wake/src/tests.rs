//! The same run in both orders.

use time_limit::within;

use super::*;

fn is_received(order: Order, limit: Duration) {
    assert_eq!(within(limit, move || receive(order)), "Ruh");
}

#[test]
fn who_leaves_the_waker_first_gets_the_note() {
    is_received(Order::Leave, Duration::from_secs(20));
}

#[test]
#[should_panic(expected = "not done within 300ms")]
fn who_looks_first_sleeps_for_ever() {
    is_received(Order::Look, Duration::from_millis(300));
}

#[test]
fn nothing_is_lost_in_the_right_order() {
    let lost = within(Duration::from_secs(60), || {
        [race::of_notes(Order::Leave, 1000), race::of_letters(1000)]
    });
    assert_eq!(lost, [0, 0]);
}

#[test]
fn operands_are_refused() {
    assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
}
