//! Each program hangs for its own reason.

use std::rc::Rc;

use tiny_rt::{Mutex, spawn_named};

use super::*;

fn waits(tasks: &[&str]) -> Verdict {
    let tasks = tasks.iter().map(|task| task.to_string()).collect();
    Verdict::Waits { tasks, ends_when_woken: false }
}

#[test]
fn an_empty_channel_may_have_no_room() {
    let tasks = [
        "ant waits for a value in a channel",
        "bee waits for room in a channel",
    ];
    assert_eq!(watch(programs::room), waits(&tasks));
}

#[test]
fn whoever_sends_to_itself_needs_to_receive_meanwhile() {
    let hangs = waits(&["ant waits for room in a channel"]);
    assert_eq!(watch(programs::same_task), hangs);
    assert_eq!(watch(programs::same_task_join), Verdict::Ended);
}

#[test]
fn two_locks_in_two_orders() {
    let tasks = ["ant waits for the ink", "bee waits for the pen"];
    assert_eq!(watch(programs::order), waits(&tasks));
}

#[test]
fn whoever_blocks_the_thread_stops_the_timers() {
    assert_eq!(watch(programs::guard), Verdict::Blocked);
    assert_eq!(watch(programs::blocked), Verdict::Blocked);
}

#[test]
fn a_task_that_nobody_wakes_needs_no_more_than_a_wake() {
    let tasks = vec!["ant waits".to_owned()];
    let verdict = Verdict::Waits { tasks, ends_when_woken: true };
    assert_eq!(watch(programs::lost), verdict);
}

#[test]
fn what_the_program_itself_holds_it_holds_to_the_end() {
    let program = async || {
        let page = Rc::new(Mutex::named("the page", ()));
        let same = Rc::clone(&page);
        let _page = page.lock().await;
        let ant = spawn_named("ant", async move { drop(same.lock().await) });
        let _ = ant.await;
    };
    assert_eq!(watch(program), waits(&["ant waits for the page"]));
}
