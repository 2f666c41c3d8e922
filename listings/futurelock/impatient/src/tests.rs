//! Who writes, in which order, and who never does.

use time_limit::within;
use tiny_rt::{block_on, dump, timeout};

use super::*;

/// Everything that every way has to get onto the page. What is there.
fn all_is_written(way: Way) -> Vec<&'static str> {
    let lines = within(Duration::from_secs(20), move || {
        let page = Rc::new(Page::new(Vec::new()));
        block_on(evening(way, Rc::clone(&page)));
        page.try_lock().expect("all have ended").clone()
    });
    for line in [
        "Who has seen the wind?",
        "Neither I nor you:",
        "(bee was here, and waits)",
        "But when the leaves",
    ] {
        assert!(lines.contains(&line), "{way:?} lacks {line}");
    }
    lines
}

#[test]
fn whoever_drops_its_line_comes_again_at_the_end() {
    let lines = all_is_written(Way::Drop);
    assert_eq!(lines[1], "But when the leaves");
    assert_eq!(lines[3], "Neither I nor you:");
}

#[test]
fn a_task_that_is_spawned_comes_after_those_that_were_there() {
    let lines = all_is_written(Way::Spawn);
    assert_eq!(lines[1], "But when the leaves");
    assert_eq!(lines[2], "Neither I nor you:");
}

#[test]
fn whoever_polls_both_keeps_its_place() {
    assert_eq!(all_is_written(Way::Join)[1], "Neither I nor you:");
}

#[test]
fn whoever_keeps_its_line_and_polls_it_not_hangs() {
    within(Duration::from_secs(20), || {
        block_on(async {
            let page = Rc::new(Page::named("the page", Vec::new()));
            let evening = evening(Way::Keep, Rc::clone(&page));
            let limit = Duration::from_millis(500);
            assert!(timeout(limit, evening).await.is_err());
            assert_eq!(
                dump(),
                ["bee waits for the page", "cat waits for the page"]
            );
            let holder = page.holder().to_string();
            assert_eq!(holder, "given to a future of bee, not polled since");
        });
    });
}

#[test]
fn ways_have_names() {
    let ways = ["keep", "drop", "spawn", "join", "hurry"].map(str::parse);
    let all = [Way::Keep, Way::Drop, Way::Spawn, Way::Join];
    assert_eq!(ways[..4], all.map(Ok));
    assert_eq!(ways[4], Err(()));
}
