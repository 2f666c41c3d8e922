//! Who is polled, and in which order outputs come.

use std::cell::{Cell, RefCell};
use std::future::{pending, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::ptr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use std::task::{Context, Poll, RawWaker, RawWakerVTable, Wake, Waker};

use rt_select::{Either, block_on, letter, select, sleep, yield_now};
use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

const fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

type Boxed<T> = std::pin::Pin<Box<dyn Future<Output = T>>>;

#[test]
fn outputs_come_in_the_order_in_which_they_are_ready() {
    within(LIMIT, || {
        let came = block_on(async {
            let mut set = WokenSet::default();
            for time in [40, 1, 20] {
                set.push(async move {
                    sleep(ms(time)).await;
                    time
                });
            }
            let mut came = vec![set.next().await];
            assert_eq!(set.len(), 2);
            came.push(set.next().await);
            came.push(set.next().await);
            assert!(set.is_empty());
            came.push(set.next().await);
            came
        });
        assert_eq!(came, [Some(1), Some(20), Some(40), None]);
    });
}

#[test]
fn next_can_be_dropped_and_nothing_is_lost() {
    within(LIMIT, || {
        block_on(async {
            let (sender, letter) = letter();
            let mut set = WokenSet::new();
            set.push(letter);
            let first = select(set.next(), sleep(ms(1))).await;
            assert_eq!(first, Either::Right(()));
            sender.send(7);
            assert_eq!(set.next().await, Some(Ok(7)));
        });
    });
}

#[test]
fn one_that_wakes_itself_lets_the_others_go_on() {
    within(LIMIT, || {
        block_on(async {
            let mut set = WokenSet::<Boxed<&str>>::new();
            set.push(Box::pin(async {
                loop {
                    yield_now().await;
                }
            }));
            set.push(Box::pin(async {
                sleep(ms(5)).await;
                "slept"
            }));
            // Outside of the set, too.
            let both = select(set.next(), pending::<()>()).await;
            assert_eq!(both, Either::Left(Some("slept")));
        });
    });
}

#[test]
fn one_that_is_pushed_later_wakes_the_task() {
    /// Counts.
    struct Count(std::sync::atomic::AtomicU32);
    impl Wake for Count {
        fn wake(self: std::sync::Arc<Self>) {
            self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
    }
    let count = std::sync::Arc::new(Count(0.into()));
    let waker = Waker::from(count.clone());
    let mut cx = Context::from_waker(&waker);
    let mut set = WokenSet::<Boxed<u32>>::new();
    set.push(Box::pin(pending()));
    assert!(pin!(set.next()).poll(&mut cx).is_pending());
    assert_eq!(count.0.load(std::sync::atomic::Ordering::Relaxed), 0);
    set.push(Box::pin(ready(1)));
    assert_eq!(count.0.load(std::sync::atomic::Ordering::Relaxed), 1);
    assert_eq!(pin!(set.next()).poll(&mut cx), Poll::Ready(Some(1)));
}

#[test]
fn a_waker_that_is_used_twice_polls_once() {
    let polls = Rc::new(Cell::new(0));
    let wakers = Rc::new(RefCell::new(Vec::<Waker>::new()));
    let mut set = WokenSet::new();
    set.push(std::future::poll_fn(|cx| {
        polls.set(polls.get() + 1);
        wakers.borrow_mut().push(cx.waker().clone());
        if polls.get() == 3 { Poll::Ready(()) } else { Poll::Pending }
    }));
    let mut cx = Context::from_waker(Waker::noop());
    assert!(pin!(set.next()).poll(&mut cx).is_pending());
    assert!(pin!(set.next()).poll(&mut cx).is_pending());
    assert_eq!(polls.get(), 1, "nobody has woken it");
    wakers.borrow()[0].wake_by_ref();
    wakers.borrow()[0].wake_by_ref();
    assert!(pin!(set.next()).poll(&mut cx).is_pending());
    assert_eq!(polls.get(), 2);
    wakers.borrow()[0].wake_by_ref();
    assert_eq!(pin!(set.next()).poll(&mut cx), Poll::Ready(Some(())));
    // It is over, and its waker changes nothing.
    wakers.borrow()[0].wake_by_ref();
    assert_eq!(pin!(set.next()).poll(&mut cx), Poll::Ready(None));
}

#[test]
fn try_join_all_has_the_outputs_in_the_order_of_the_futures() {
    within(LIMIT, || {
        let naps = [30, 1, 10].map(|time| async move {
            sleep(ms(time)).await;
            Ok::<_, ()>(time)
        });
        assert_eq!(block_on(try_join_all(naps)), Ok(vec![30, 1, 10]));
    });
}

#[test]
fn try_join_all_ends_with_the_first_error_and_drops_the_rest() {
    within(LIMIT, || {
        let kept = Rc::new(());
        let begin = Instant::now();
        let naps = [60_000, 5].map(|time| {
            let kept = kept.clone();
            async move {
                let _kept = kept;
                sleep(ms(time)).await;
                Err::<(), _>(time)
            }
        });
        assert_eq!(block_on(try_join_all(naps)), Err(5));
        assert_eq!(Rc::strong_count(&kept), 1);
        assert!(begin.elapsed() < Duration::from_secs(19));
    });
}

thread_local! {
    static AT_CLONE: Cell<Option<Waker>> = const { Cell::new(None) };
}

/// A waker whose clone wakes another one: somebody else's code may.
#[expect(unsafe_code, reason = "no other waker has a clone of its own")]
fn meddler() -> Waker {
    const DOES: RawWakerVTable =
        RawWakerVTable::new(cloned, |_| {}, |_| {}, |_| {});
    fn cloned(_: *const ()) -> RawWaker {
        AT_CLONE.take().into_iter().for_each(Waker::wake);
        RawWaker::new(ptr::null(), &DOES)
    }
    // SAFETY: there is no data, and what clones and wakes is safe code.
    unsafe { Waker::from_raw(RawWaker::new(ptr::null(), &DOES)) }
}

#[test]
fn a_waker_may_wake_one_of_the_set_when_it_is_cloned() {
    within(LIMIT, || {
        let wakers = RefCell::new(Vec::<Waker>::new());
        let mut set = WokenSet::new();
        for _ in 0..2 {
            set.push(std::future::poll_fn(|cx| {
                wakers.borrow_mut().push(cx.waker().clone());
                Poll::<()>::Pending
            }));
        }
        let meddler = meddler();
        let mut cx = Context::from_waker(&meddler);
        assert!(pin!(set.next()).poll(&mut cx).is_pending());
        let [first, second] = [0, 1].map(|n| wakers.borrow()[n].clone());
        // Cloned when it is kept, and perhaps when it is used.
        AT_CLONE.set(Some(first.clone()));
        assert!(pin!(set.next()).poll(&mut cx).is_pending());
        AT_CLONE.set(Some(first));
        second.wake();
        assert!(pin!(set.next()).poll(&mut cx).is_pending());
        assert_eq!(wakers.borrow().len(), 5);
    });
}

#[test]
fn one_that_panics_ends_and_the_others_go_on() {
    within(LIMIT, || {
        block_on(async {
            let mut set = WokenSet::<Boxed<u32>>::new();
            set.push(Box::pin(async { panic!("on purpose") }));
            set.push(Box::pin(ready(1)));
            let mut cx = Context::from_waker(Waker::noop());
            let first = catch_unwind(AssertUnwindSafe(|| {
                pin!(set.next()).poll(&mut cx).is_ready()
            }));
            assert!(first.is_err());
            assert_eq!(set.next().await, Some(1));
            let end = select(set.next(), sleep(ms(1000))).await;
            assert_eq!(end, Either::Left(None));
        });
    });
}
