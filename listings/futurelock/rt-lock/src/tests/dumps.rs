//! What is told of tasks and locks when nothing goes on.

use std::cell::Cell;
use std::future::{pending, poll_fn};
use std::rc::Rc;

use super::*;

#[test]
fn a_dump_tells_what_each_task_waits_for() {
    in_time(|| async {
        let page = Rc::new(Mutex::named("the page", ()));
        let held = page.lock().await;
        let same = page.clone();
        let waits = spawn_named("ant", async move { drop(same.lock().await) });
        let _nap = spawn_named("bee", sleep(ms(60_000)));
        let _silent = spawn(pending::<()>());
        let [_, _, silent] = <[_; 3]>::try_from(dump()).unwrap();
        assert!(silent.starts_with("task "), "{silent}");
        assert!(silent.ends_with(" has not been polled"), "{silent}");
        yield_now().await;
        let lines = dump();
        assert_eq!(
            lines[..2],
            ["ant waits for the page", "bee waits for a timer"]
        );
        assert!(lines[2].ends_with(" waits"), "{}", lines[2]);
        drop(held);
        waits.await.unwrap();
        assert_eq!(dump().len(), 2);
        let asks = spawn_named("cat", async { dump() });
        assert_eq!(asks.await.unwrap()[2], "cat runs");
        let waits = spawn_named("dog", async {
            spawn_named("eel", sleep(ms(60_000))).await
        });
        yield_now().await;
        assert_eq!(dump()[2], "dog waits for eel");
        waits.abort();
    });
    assert_eq!(dump(), [""; 0]);
}

#[test]
fn a_mutex_knows_who_has_it() {
    in_time(|| async {
        let page = Rc::new(Mutex::named("the page", ()));
        assert_eq!(page.holder(), Holder::Nobody);
        let guard = page.try_lock();
        assert_eq!(page.holder(), Holder::Has("main".into()));
        let (same, kept) = (page.clone(), page.clone());
        let ant = spawn_named("ant", async move {
            let mut line = same.lock();
            assert!(poll_once(&mut line).is_pending());
            sleep(ms(1)).await;
            let _guard = line.await;
            same.holder()
        });
        yield_now().await;
        drop(guard);
        assert_eq!(kept.holder(), Holder::GivenTo("ant".into()));
        assert_eq!(
            kept.holder().to_string(),
            "given to a future of ant, not polled since"
        );
        assert_eq!(ant.await, Ok(Holder::Has("ant".into())));
        assert_eq!(kept.holder().to_string(), "nobody has it");
        let bee = spawn_named("bee", async move { drop(page.lock().await) });
        let _bee = bee.await;
        let guard = kept.lock().await;
        assert_eq!(kept.holder().to_string(), "main has it");
        drop(guard);
    });
}

#[test]
fn a_lock_that_is_given_to_another_task_is_told_of_as_that_one_s() {
    in_time(|| async {
        let page: &Mutex<()> = Box::leak(Box::new(Mutex::new(())));
        let held = page.try_lock();
        let mut line = page.lock();
        assert!(poll_once(&mut line).is_pending());
        let _ant = spawn_named("ant", async move {
            assert!(poll_once(&mut line).is_pending());
            pending::<()>().await;
            drop(line);
        });
        yield_now().await;
        drop(held);
        assert_eq!(page.holder(), Holder::GivenTo("ant".into()));
    });
}

#[test]
fn a_task_that_panics_is_not_the_current_one_any_more() {
    in_time(|| async {
        let bad = spawn_named("bad", async { panic!("on purpose") });
        assert!(bad.await.is_err());
        let page = Mutex::new(());
        let _guard = page.lock().await;
        assert_eq!(page.holder(), Holder::Has("main".into()));
    });
}

#[test]
fn a_nudge_polls_each_task_that_waits() {
    in_time(|| async {
        let polls = Rc::new(Cell::new(0));
        let same = polls.clone();
        let _waits = spawn(poll_fn(move |_| {
            same.set(same.get() + 1);
            Poll::<()>::Pending
        }));
        nudge();
        yield_now().await;
        assert_eq!(polls.get(), 1);
        nudge();
        yield_now().await;
        assert_eq!(polls.get(), 2);
        yield_now().await;
        assert_eq!(polls.get(), 2);
    });
}
