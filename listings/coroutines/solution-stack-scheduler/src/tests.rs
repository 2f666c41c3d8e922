//! Tasks under a clock that takes no time.

use std::cell::{Cell, RefCell};

use super::*;

/// Waiting sets it, and is all that makes it go.
#[derive(Default)]
struct Fake(Cell<Duration>);

impl Clock for Fake {
    fn now(&self) -> Duration {
        self.0.get()
    }

    fn wait_until(&self, time: Duration) {
        assert!(time > self.0.get(), "nobody waits for what is due");
        self.0.set(time);
    }
}

#[derive(Clone, Default)]
struct Log(Rc<RefCell<String>>);

impl Log {
    fn say(&self, text: &str) {
        self.0.borrow_mut().push_str(text);
    }
}

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn logged(first: impl FnOnce(&Here, &Log) + 'static) -> String {
    let log = Log::default();
    let copy = log.clone();
    run(Fake::default(), move |here| first(here, &copy)).unwrap();
    log.0.take()
}

#[test]
fn who_gives_way_goes_on_after_the_others() {
    let said = logged(|here, log| {
        for name in ["a", "b"] {
            let log = log.clone();
            let task = move |here: &Here| {
                for _ in 0..3 {
                    log.say(name);
                    here.give_way();
                }
            };
            here.spawn(task).unwrap();
        }
        log.say("-");
        here.give_way();
        log.say("+");
    });
    assert_eq!(said, "-ab+abab");
}

#[test]
fn sleepers_wake_in_the_order_of_their_times() {
    let said = logged(|here, log| {
        for (name, time) in [("a", 30), ("b", 10), ("c", 20), ("d", 10)] {
            let log = log.clone();
            let task = move |here: &Here| {
                here.sleep(ms(time));
                log.say(name);
                here.sleep(ms(25));
                log.say(name);
            };
            here.spawn(task).unwrap();
        }
    });
    // At 10, 10, 20, 30, 35, 35, 45, 55.
    assert_eq!(said, "bdcabdca");
}

#[test]
fn who_gives_way_does_not_sleep_as_the_one_before() {
    let said = logged(|here, log| {
        let (a, b) = (log.clone(), log.clone());
        here.spawn(move |here| {
            here.sleep(ms(10));
            a.say("a");
        })
        .unwrap();
        here.spawn(move |here| {
            here.give_way();
            b.say("b");
        })
        .unwrap();
    });
    assert_eq!(said, "ba");
}

#[test]
fn a_sleeper_does_not_wake_early() {
    let woken_at = Rc::new(Cell::new(Duration::ZERO));
    let copy = Rc::clone(&woken_at);
    run(Fake::default(), move |here| {
        here.sleep(ms(7));
        copy.set(here.shared.clock.now());
    })
    .unwrap();
    assert_eq!(woken_at.get(), ms(7));
}

#[test]
fn a_panic_ends_the_scheduler_and_drops_the_other_tasks() {
    let owned = Rc::new(());
    let copy = Rc::clone(&owned);
    let end = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        run(Fake::default(), move |here| {
            here.spawn(move |here| {
                let _copy = copy;
                here.sleep(ms(10));
            })
            .unwrap();
            here.give_way();
            std::panic::resume_unwind(Box::new("the reason"));
        })
    }));
    assert_eq!(end.unwrap_err().downcast_ref(), Some(&"the reason"));
    assert_eq!(Rc::strong_count(&owned), 1);
}

#[test]
fn the_wall_clock_waits() {
    let wall = Wall(Instant::now());
    wall.wait_until(ms(5));
    assert!(wall.now() >= ms(5));
}
