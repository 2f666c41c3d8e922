//! Many notes, with nobody who arranges the moment: how many are lost?

use std::hint;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use rt_park::letter;

use crate::note::{Note, Order, Slot};

/// How many of so many notes are lost, if a poll does this first.
pub(crate) fn of_notes(order: Order, rounds: usize) -> usize {
    let pair = || {
        let slot = Arc::new(Slot::default());
        (slot.clone(), Note { slot, order, gap: || {} })
    };
    lost((0..rounds).map(|_| pair()).collect(), |slot| slot.send("Ruh"))
}

/// How many of so many letters are lost.
pub(crate) fn of_letters(rounds: usize) -> usize {
    let pairs = (0..rounds).map(|_| letter()).collect();
    lost(pairs, |sender: rt_park::LetterSender<_>| sender.send("Ruh"))
}

/// Polls each future once, while another thread sends what it waits for. Lost
/// is what was not there, and will not be told.
pub(crate) fn lost<S: Send, F: Future + Unpin>(
    pairs: Vec<(S, F)>,
    send: impl Fn(S) + Send,
) -> usize {
    let (senders, futures): (Vec<S>, Vec<F>) = pairs.into_iter().unzip();
    let begun = [AtomicUsize::new(0), AtomicUsize::new(0)];
    let [sends, polls] = &begun;
    thread::scope(|scope| {
        // Both begin a round when both are there, and one of them some
        // moments later, in another way each time.
        scope.spawn(move || {
            for (round, sender) in senders.into_iter().enumerate() {
                meet(sends, polls, round);
                pause(round % 61);
                send(sender);
            }
        });
        let pending = futures.into_iter().enumerate().map(|(round, future)| {
            meet(polls, sends, round);
            pause(round % 7 * 8);
            poll_once(future)
        });
        let pending: Vec<_> = pending.flatten().collect();
        // The last note may be on its way.
        while sends.load(Ordering::Acquire) < polls.load(Ordering::Relaxed) {
            thread::yield_now();
        }
        pending
    })
    .into_iter()
    .filter(|(_future, bell)| !bell.0.load(Ordering::Acquire))
    .count()
}

/// The future with its bell, if it is pending.
fn poll_once<F: Future + Unpin>(mut future: F) -> Option<(F, Arc<Bell>)> {
    let bell = Arc::new(Bell::default());
    let waker = Waker::from(Arc::clone(&bell));
    let mut cx = Context::from_waker(&waker);
    match Pin::new(&mut future).poll(&mut cx) {
        Poll::Pending => Some((future, bell)),
        Poll::Ready(_) => None,
    }
}

/// Says that this side has come to a round, and waits for the other side.
fn meet(this: &AtomicUsize, other: &AtomicUsize, round: usize) {
    this.store(round + 1, Ordering::Release);
    let mut looks = 0;
    while other.load(Ordering::Acquire) <= round {
        looks += 1;
        // With one processor the other side needs it.
        if looks % 1000 == 0 { thread::yield_now() } else { hint::spin_loop() }
    }
}

fn pause(loops: usize) {
    (0..loops).for_each(|_| hint::spin_loop());
}

/// Whether it was woken.
#[derive(Debug, Default)]
struct Bell(AtomicBool);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Release);
    }
}
