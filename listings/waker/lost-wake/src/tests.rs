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
fn a_future_that_nobody_wakes_is_counted() {
    let lost = within(Duration::from_secs(60), || {
        race::lost(vec![((), std::future::pending::<()>()); 3], |()| {})
    });
    assert_eq!(lost, 3);
}

#[test]
fn the_help_names_the_constants() {
    let constants = [
        format!("after {} ms", PATIENCE.as_millis()),
        format!("lost of {ROUNDS}\n"),
        format!("Count {QUICK_ROUNDS} notes"),
    ];
    for constant in constants {
        assert!(HELP.contains(&constant), "{constant}");
    }
}

#[test]
fn operands_are_refused() {
    assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
}
