//! What the promise is good for, and what Miri says of it.

use std::mem;
use std::pin::pin;

use ask_miri::Rules;

use super::*;

#[test]
fn the_word_is_there_after_the_boxes_have_moved() {
    let mut machines = vec![Box::pin(Machine::new(ANT))];
    machines[0].as_mut().step();
    for _ in 0..100 {
        machines.push(Box::pin(Machine::new(BEE)));
    }
    let mut ant = machines.swap_remove(0);
    drop(machines);
    assert_eq!(ant.as_mut().finish(), b"hang");
}

#[test]
fn boxes_that_are_swapped_keep_their_machines() {
    let (mut ant, mut bee) =
        (Box::pin(Machine::new(ANT)), Box::pin(Machine::new(BEE)));
    ant.as_mut().step();
    bee.as_mut().step();
    mem::swap(&mut ant, &mut bee);
    assert_eq!(ant.as_mut().finish(), b"thro");
    assert_eq!(bee.as_mut().finish(), b"hang");
}

#[test]
fn it_can_be_stepped_again() {
    let mut ant = pin!(Machine::new(ANT));
    ant.as_mut().step();
    ant.as_mut().step();
    assert_eq!(ant.as_mut().finish(), b"hang");
}

#[test]
#[should_panic(expected = "a step comes before the end")]
fn without_a_step_there_is_no_pointer() {
    let _ = pin!(Machine::new(ANT)).finish();
}

#[test]
#[cfg_attr(miri, ignore = "starts the checker")]
fn the_checker_has_no_objection() {
    for rules in [Rules::StackedBorrows, Rules::TreeBorrows] {
        if let Some(answer) = ask_miri::run(env!("CARGO_PKG_NAME"), rules) {
            assert!(answer.is_content, "{}", answer.said);
        }
    }
}
