//! Wakes from this thread and from others, on time and at odd times.

mod parts;

use std::future::{pending, poll_fn};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::{Duration, Instant};

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

/// How many wakes are sent from thread to thread: so many, or fewer if they
/// take longer than [`ENOUGH`]. Miri is slow.
const WAKES: usize = if cfg!(miri) { 50 } else { 1_000_000 };
const ENOUGH: Duration = Duration::from_secs(2);

/// Counts how often it wakes.
#[derive(Debug, Default)]
struct Counter(AtomicUsize);

impl Wake for Counter {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Counter {
    fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

fn poll<F: Future>(
    future: Pin<&mut F>,
    counter: &Arc<Counter>,
) -> Poll<F::Output> {
    let waker = Waker::from(Arc::clone(counter));
    future.poll(&mut Context::from_waker(&waker))
}

#[test]
fn a_letter_from_another_thread_ends_the_sleep() {
    within(LIMIT, || {
        let (sender, letter) = letter();
        let thread = thread::spawn(move || sender.send(7));
        assert_eq!(block_on(letter), Ok(7));
        thread.join().unwrap();
    });
}

#[test]
fn no_wake_of_many_is_lost() {
    within(LIMIT, || {
        // Two threads play ball: each throw has to wake the other.
        let (throw, catch) = mpsc::channel::<LetterSender<usize>>();
        let thread = thread::spawn(move || {
            catch.into_iter().enumerate().for_each(|(n, ball)| ball.send(n));
        });
        let begin = Instant::now();
        for expected in (0..WAKES).take_while(|_| begin.elapsed() < ENOUGH) {
            let (sender, letter) = letter();
            throw.send(sender).unwrap();
            assert_eq!(block_on(letter), Ok(expected));
        }
        drop(throw);
        thread.join().unwrap();
    });
}

#[test]
fn it_is_polled_after_a_wake_and_not_else() {
    within(LIMIT, || {
        let wakes = Arc::new(Counter::default());
        let mut polls = 0;
        block_on(poll_fn(|cx| {
            assert_eq!(wakes.count(), polls);
            polls += 1;
            if polls == 2 {
                return Poll::Ready(());
            }
            // Someone ends the park, again and again; the wake comes later.
            let (this, waker) = (thread::current(), cx.waker().clone());
            let wakes = wakes.clone();
            thread::spawn(move || {
                for _ in 0..20 {
                    this.unpark();
                    thread::sleep(Duration::from_millis(1));
                }
                wakes.wake();
                waker.wake();
            });
            Poll::Pending
        }));
    });
}

#[test]
fn a_wake_during_the_poll_is_not_lost_when_the_token_is_stolen() {
    within(LIMIT, || {
        let mut polled = false;
        block_on(poll_fn(move |cx| {
            if polled {
                return Poll::Ready(());
            }
            polled = true;
            cx.waker().wake_by_ref();
            // As a lock or a channel may do: it takes the token of `unpark`.
            thread::park();
            Poll::Pending
        }));
    });
}

#[test]
fn many_wakes_between_two_polls_are_one() {
    within(LIMIT, || {
        let mut polls = 0;
        block_on(poll_fn(|cx| {
            polls += 1;
            (0..5).for_each(|_| cx.waker().wake_by_ref());
            if polls == 2 { Poll::Ready(()) } else { Poll::Pending }
        }));
        assert_eq!(polls, 2);
    });
}

#[test]
fn a_wake_after_the_end_is_of_no_consequence() {
    within(LIMIT, || {
        let mut kept = None;
        block_on(poll_fn(|cx| {
            kept = Some(cx.waker().clone());
            Poll::Ready(())
        }));
        let thread = thread::spawn(move || kept.unwrap().wake());
        thread.join().unwrap();
        // The next future on this thread is not polled for it.
        let (sender, letter) = letter();
        sender.send(());
        assert_eq!(block_on(letter), Ok(()));
    });
}

#[test]
fn block_on_works_inside_of_block_on() {
    within(LIMIT, || {
        let (sender, outer) = letter();
        let result = block_on(async {
            let (inner_sender, inner) = letter();
            thread::spawn(move || {
                sender.send(1);
                inner_sender.send(2);
            });
            block_on(inner).unwrap() + outer.await.unwrap()
        });
        assert_eq!(result, 3);
    });
}

#[test]
fn only_the_waker_of_the_last_poll_is_woken() {
    let (sender, mut letter) = letter();
    let [first, second] = [(); 2].map(|()| Arc::new(Counter::default()));
    assert!(poll(Pin::new(&mut letter), &first).is_pending());
    assert!(poll(Pin::new(&mut letter), &second).is_pending());
    sender.send('x');
    assert_eq!((first.count(), second.count()), (0, 1));
    assert_eq!(poll(Pin::new(&mut letter), &second), Poll::Ready(Ok('x')));
}

#[test]
fn a_sender_that_is_dropped_wakes() {
    let (sender, mut letter) = letter::<()>();
    let counter = Arc::new(Counter::default());
    assert!(poll(Pin::new(&mut letter), &counter).is_pending());
    drop(sender);
    assert_eq!(counter.count(), 1);
    assert_eq!(poll(Pin::new(&mut letter), &counter), Poll::Ready(Err(Lost)));
}

#[test]
fn a_letter_that_nobody_waits_for_is_dropped() {
    let value = Arc::new(());
    let (sender, letter) = letter();
    drop(letter);
    sender.send(Arc::clone(&value));
    assert_eq!(Arc::strong_count(&value), 1);
}

#[test]
#[should_panic(expected = "a letter was polled after it was ready")]
fn a_letter_is_taken_once() {
    let (sender, mut letter) = letter();
    sender.send(());
    let counter = Arc::new(Counter::default());
    let _ = poll(Pin::new(&mut letter), &counter);
    let _ = poll(Pin::new(&mut letter), &counter);
}

/// Its wake sends a letter: user code that runs in the midst of a send.
struct Chain(Mutex<Option<LetterSender<()>>>, Arc<Counter>);

impl Wake for Chain {
    fn wake(self: Arc<Self>) {
        drop(self.0.lock().unwrap().take());
        self.1.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for Chain {
    fn drop(&mut self) {
        drop(self.0.get_mut().unwrap().take());
    }
}

#[test]
fn a_waker_may_send_to_the_same_letter_when_it_is_dropped() {
    within(LIMIT, || {
        let (sender, mut letter) = letter::<()>();
        let counter = Arc::new(Counter::default());
        let chain = Chain(Mutex::new(Some(sender)), counter.clone());
        let waker = Waker::from(Arc::new(chain));
        let mut cx = Context::from_waker(&waker);
        assert!(pin!(&mut letter).poll(&mut cx).is_pending());
        // The last handle of the chain is in the slot: to replace it drops
        // the sender, which looks into the same slot.
        drop(waker);
        assert!(poll(Pin::new(&mut letter), &counter).is_pending());
        let end = poll(Pin::new(&mut letter), &counter);
        assert_eq!(end, Poll::Ready(Err(Lost)));
    });
}

#[test]
fn a_join_is_woken_by_each_of_its_sides() {
    within(LIMIT, || {
        let (first, a) = letter();
        let (second, b) = letter();
        let thread = thread::spawn(move || {
            first.send(1);
            second.send(2);
        });
        assert_eq!(block_on(join(a, b)), (Ok(1), Ok(2)));
        thread.join().unwrap();
    });
}

#[test]
#[cfg_attr(miri, ignore = "its thread never ends, and Miri says so")]
#[should_panic(expected = "not done within 50ms")]
fn a_future_that_nobody_wakes_sleeps_for_ever() {
    within(Duration::from_millis(50), || block_on(pending::<()>()));
}
