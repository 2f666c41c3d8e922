//! Who writes, in which order, and who never does.

use time_limit::within;
use tiny_rt::{block_on, dump, timeout};

use super::*;

/// Everything that every way has to get onto the page. What is there.
fn all_is_written(way: Way) -> Vec<&'static str> {
    let verses = within(Duration::from_secs(20), move || {
        let page = Rc::new(Page::new(Vec::new()));
        block_on(evening(way, Rc::clone(&page)));
        page.try_lock().expect("all have ended").clone()
    });
    for verse in [
        "Who has seen the wind?",
        "Neither I nor you:",
        "(bee was here, and waits)",
        "But when the leaves",
    ] {
        assert!(verses.contains(&verse), "{way:?} lacks {verse}");
    }
    verses
}

#[test]
fn whoever_drops_its_verse_comes_again_at_the_end() {
    let verses = all_is_written(Way::Drop);
    assert_eq!(verses[1], "But when the leaves");
    assert_eq!(verses[3], "Neither I nor you:");
}

#[test]
fn a_task_that_is_spawned_comes_after_those_that_were_there() {
    let verses = all_is_written(Way::Spawn);
    assert_eq!(verses[1], "But when the leaves");
    assert_eq!(verses[2], "Neither I nor you:");
}

#[test]
fn whoever_polls_both_keeps_its_place() {
    assert_eq!(all_is_written(Way::Join)[1], "Neither I nor you:");
}

#[test]
fn whoever_keeps_its_verse_and_polls_it_not_hangs() {
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
fn one_task_is_enough_for_it() {
    within(Duration::from_secs(20), || {
        block_on(async {
            let page = Rc::new(Page::named("the page", Vec::new()));
            let ant = ant(Rc::clone(&page));
            let both = tiny_rt::join(ant, bee::keep(Rc::clone(&page)));
            let limit = Duration::from_millis(500);
            let mut both = Box::pin(both);
            assert!(timeout(limit, &mut both).await.is_err());
            let holder = page.holder().to_string();
            assert_eq!(holder, "given to a future of main, not polled since");
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
