//! Who goes on while the postman blocks.

use std::panic;

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);
const ALL: Meanwhile = Meanwhile { clock: true, letter: true };
const NOBODY: Meanwhile = Meanwhile { clock: false, letter: false };

fn meanwhile(workers: Option<usize>, way: Way) -> Meanwhile {
    within(LIMIT, move || runtime(workers).unwrap().block_on(three(way)))
}

#[test]
fn whoever_blocks_the_only_thread_blocks_all() {
    assert_eq!(meanwhile(None, Way::Call), NOBODY);
    assert_eq!(meanwhile(Some(1), Way::Call), NOBODY);
}

#[test]
fn a_letter_does_not_leave_a_worker_that_blocks() {
    assert!(!meanwhile(Some(2), Way::Call).letter);
}

#[test]
fn in_place_another_thread_takes_over() {
    assert_eq!(meanwhile(Some(1), Way::InPlace), ALL);
    assert_eq!(meanwhile(Some(2), Way::InPlace), ALL);
}

#[test]
fn elsewhere_is_right_on_both_flavours() {
    assert_eq!(meanwhile(None, Way::Elsewhere), ALL);
    assert_eq!(meanwhile(Some(2), Way::Elsewhere), ALL);
}

#[test]
#[should_panic(expected = "can call blocking only")]
fn in_place_needs_a_worker() {
    within(LIMIT, || {
        let runtime = runtime(None).unwrap();
        let blocked = async { spawn(block(Way::InPlace)).await };
        let error = runtime.block_on(blocked).unwrap_err();
        panic::resume_unwind(error.into_panic());
    });
}
