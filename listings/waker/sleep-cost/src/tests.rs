//! Who spins asks often, who sleeps twice.

use time_limit::within;

use super::*;

fn measured(executor: Executor) -> Measured {
    within(Duration::from_secs(20), move || measure(executor, &QUICK_RULES))
}

#[test]
fn who_sleeps_asks_twice() {
    let measured = measured(Executor::Sleeping);
    assert_eq!(measured.polls, 2);
    assert!(!measured.noticed.is_zero());
}

#[test]
fn who_spins_asks_often_and_uses_the_processor() {
    let (spins, sleeps) =
        (measured(Executor::Spinning), measured(Executor::Sleeping));
    assert!(spins.polls > 100, "{}", spins.polls);
    assert!(spins.cpu > sleeps.cpu, "{:?}, {:?}", spins.cpu, sleeps.cpu);
}

#[test]
fn a_row_has_a_value_for_each_column() {
    let measured = Measured {
        cpu: Duration::from_millis(5),
        polls: 7,
        noticed: Duration::from_micros(9),
    };
    assert_eq!(csv_row("spinning", &measured), "spinning,5.00,7,9.0");
    let columns = CSV_HEADER.split(',').count();
    assert_eq!(csv_row("x", &measured).split(',').count(), columns);
}

#[test]
fn operands_are_refused() {
    assert!(run(Arguments::new(["a"])).unwrap_err().is::<UsageError>());
}
