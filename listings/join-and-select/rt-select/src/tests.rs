//! Who is polled, who wins, and who is dropped when.

use std::cell::{Cell, RefCell};
use std::future::{self, pending, poll_fn, ready};
use std::panic::catch_unwind;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

const fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

/// Says that it is dropped.
struct Said(Rc<RefCell<Vec<&'static str>>>, &'static str);

impl Drop for Said {
    fn drop(&mut self) {
        self.0.borrow_mut().push(self.1);
    }
}

/// Ready after so many polls; counts them; says when it is dropped.
fn after(
    polls: u32,
    asked: &Rc<Cell<u32>>,
    said: Said,
) -> impl Future<Output = &'static str> + use<> {
    let asked = asked.clone();
    poll_fn(move |_| {
        // The whole of it is in the future.
        let said = &said;
        asked.set(asked.get() + 1);
        if asked.get() > polls { Poll::Ready(said.1) } else { Poll::Pending }
    })
}

fn poll_once<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    let mut cx = Context::from_waker(Waker::noop());
    pin!(future).poll(&mut cx)
}

#[test]
fn join_all_polls_each_until_it_is_ready_and_drops_it_then() {
    let asked: [_; 3] = [(); 3].map(|()| Rc::new(Cell::new(0)));
    let log = Rc::new(RefCell::new(Vec::new()));
    let said = ["a", "b", "c"].map(|name| Said(log.clone(), name));
    let futures = said.into_iter().zip([2, 0, 1]).zip(&asked);
    let mut all = join_all(
        futures.map(|((said, polls), asked)| after(polls, asked, said)),
    );
    assert_eq!(poll_once(&mut all), Poll::Pending);
    assert_eq!(*log.borrow(), ["b"]);
    assert_eq!(poll_once(&mut all), Poll::Pending);
    assert_eq!(*log.borrow(), ["b", "c"]);
    assert_eq!(poll_once(&mut all), Poll::Ready(vec!["a", "b", "c"]));
    assert_eq!(asked.map(|asked| asked.get()), [3, 1, 2]);
    let again = std::panic::AssertUnwindSafe(|| poll_once(&mut all));
    assert!(catch_unwind(again).is_err());
}

#[test]
fn join_all_of_none_is_ready() {
    let none: [future::Ready<()>; 0] = [];
    assert_eq!(poll_once(&mut join_all(none)), Poll::Ready(vec![]));
}

#[test]
fn all_that_sleep_sleep_at_once() {
    within(LIMIT, || {
        block_on(async {
            let begin = std::time::Instant::now();
            let naps = (0..100).map(|n| async move {
                sleep(ms(100)).await;
                n
            });
            let outputs = join_all(naps).await;
            assert!(outputs.into_iter().eq(0..100));
            // One after the other they would take 10 s.
            assert!(begin.elapsed() < Duration::from_secs(5));
        });
    });
}

#[test]
fn select_asks_the_left_one_first_and_the_other_not_at_all() {
    let asked = [(); 2].map(|()| Rc::new(Cell::new(0)));
    let log = Rc::new(RefCell::new(Vec::new()));
    let [left, right] = ["left", "right"].map(|name| Said(log.clone(), name));
    let mut both =
        select(after(0, &asked[0], left), after(0, &asked[1], right));
    assert_eq!(poll_once(&mut both), Poll::Ready(Either::Left("left")));
    assert_eq!(asked.map(|asked| asked.get()), [1, 0]);
    // Both are gone, though `both` is not.
    assert_eq!(*log.borrow(), ["left", "right"]);
    let again = std::panic::AssertUnwindSafe(|| poll_once(&mut both));
    assert!(catch_unwind(again).is_err());
}

#[test]
fn select_waits_for_the_right_one_too() {
    within(LIMIT, || {
        block_on(async {
            let first = select(pending::<()>(), sleep(ms(5))).await;
            assert_eq!(first, Either::Right(()));
            let first = select(sleep(ms(5)), sleep(ms(60_000))).await;
            assert_eq!(first, Either::Left(()));
            let first = select_fair(pending::<()>(), sleep(ms(5))).await;
            assert_eq!(first, Either::Right(()));
        });
    });
}

#[test]
fn a_future_that_is_given_by_reference_goes_on_later() {
    within(LIMIT, || {
        block_on(async {
            let (sender, mut late) = letter();
            let first = select(&mut late, sleep(ms(1))).await;
            assert_eq!(first, Either::Right(()));
            sender.send(7);
            assert_eq!(late.await, Ok(7));
        });
    });
}

/// Who wins when both are always ready.
fn winners() -> Vec<bool> {
    let select = || poll_once(&mut select_fair(ready(()), ready(())));
    (0..1000).map(|_| select() == Poll::Ready(Either::Left(()))).collect()
}

#[test]
#[cfg_attr(miri, ignore = "thousands of selects take too long")]
fn a_fair_select_is_fair_and_can_be_repeated() {
    chance::seed(7);
    let first = winners();
    let left = first.iter().filter(|left| **left).count();
    assert!((400..=600).contains(&left), "{left} of 1000");
    chance::seed(7);
    assert_eq!(winners(), first);
    chance::seed(8);
    assert_ne!(winners(), first);
}

#[test]
#[cfg_attr(miri, ignore = "thousands of races take too long")]
fn a_race_is_fair_and_drops_the_losers() {
    chance::seed(0);
    let mut wins = [0; 3];
    for _ in 0..3000 {
        let log = Rc::new(RefCell::new(Vec::new()));
        let mut all = race((0..3).map(|n| {
            let said = Said(log.clone(), "dropped");
            poll_fn(move |_| {
                let _ = &said;
                Poll::Ready(n)
            })
        }));
        let Poll::Ready(winner) = poll_once(&mut all) else { panic!() };
        let winner: usize = winner;
        wins[winner] += 1;
        assert_eq!(log.borrow().len(), 3);
    }
    assert!(wins.iter().all(|wins| (800..1200).contains(wins)), "{wins:?}");
}

#[test]
fn a_race_asks_all_at_each_poll() {
    for winner in 0..20 {
        let mut all = race((0..20).map(|n| {
            poll_fn(move |_| match n == winner {
                true => Poll::Ready(n),
                false => Poll::Pending,
            })
        }));
        assert_eq!(poll_once(&mut all), Poll::Ready(winner));
    }
}

#[test]
fn a_race_is_won_by_the_first_that_is_ready() {
    within(LIMIT, || {
        block_on(async {
            let runners = [60_000, 5, 50_000].map(|time| async move {
                sleep(ms(time)).await;
                time
            });
            assert_eq!(race(runners).await, 5);
        });
    });
}

#[test]
#[should_panic(expected = "a race needs somebody who runs")]
fn nobody_wins_a_race_without_runners() {
    drop(race::<future::Ready<()>>([]));
}

#[test]
#[should_panic(expected = "a race was polled after it was ready")]
fn a_race_that_is_over_is_not_polled_again() {
    let mut race = race([ready(())]);
    let _ = poll_once(&mut race);
    let _ = poll_once(&mut race);
}
