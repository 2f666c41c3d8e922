//! Values in order, room for so many, and ends that go.

use std::cell::Cell;
use std::ptr;
use std::rc::Rc;
use std::task::{RawWaker, RawWakerVTable};

use super::*;

#[test]
fn all_values_come_in_the_order_in_which_they_were_sent() {
    let count = if cfg!(miri) { 20 } else { 1000 };
    in_time(move || async move {
        let (sender, mut receiver) = channel(3);
        spawn(async move {
            for n in 0..count {
                sender.send(n).await.unwrap();
            }
        });
        for n in 0..count {
            assert_eq!(receiver.recv().await, Some(n));
        }
        assert_eq!(receiver.recv().await, None);
        assert_eq!(receiver.recv().await, None);
    });
}

#[test]
fn whoever_sends_too_fast_waits() {
    in_time(|| async {
        let (sender, mut receiver) = channel(2);
        let sent = Rc::new(Cell::new(0));
        let counted = sent.clone();
        spawn(async move {
            loop {
                sender.send(()).await.unwrap();
                counted.set(counted.get() + 1);
            }
        });
        for received in 0..10 {
            yield_now().await;
            yield_now().await;
            assert_eq!(sent.get(), received + 2);
            receiver.recv().await.unwrap();
        }
    });
}

#[test]
fn senders_take_turns() {
    in_time(|| async {
        let (sender, mut receiver) = channel(1);
        for name in ["a", "b"] {
            let sender = sender.clone();
            spawn(async move { while sender.send(name).await.is_ok() {} });
        }
        drop(sender);
        let mut all = String::new();
        for _ in 0..6 {
            all += receiver.recv().await.unwrap();
        }
        // The first one has sent and stood in line again before the second
        // one was ever polled.
        assert_eq!(all, "aababa");
    });
}

#[test]
fn a_send_that_is_dropped_sends_nothing_and_holds_nothing_up() {
    let (sender, mut receiver) = channel(1);
    assert!(poll_once(&mut sender.send(1)).is_ready());
    let mut dropped = sender.send(2);
    assert!(poll_once(&mut dropped).is_pending());
    let mut third = sender.send(3);
    assert!(poll_once(&mut third).is_pending());
    assert_eq!(poll_once(&mut receiver.recv()), Poll::Ready(Some(1)));
    // The room is for the second one now; it goes on to the third.
    assert!(poll_once(&mut third).is_pending());
    drop(dropped);
    assert_eq!(poll_once(&mut third), Poll::Ready(Ok(())));
    assert_eq!(poll_once(&mut receiver.recv()), Poll::Ready(Some(3)));
    assert!(poll_once(&mut receiver.recv()).is_pending());
}

#[test]
#[cfg_attr(miri, ignore = "all that is timed is late there")]
fn a_recv_that_is_dropped_loses_nothing() {
    in_time(|| async {
        let (sender, mut receiver) = channel(1);
        spawn(async move {
            for n in 0..20 {
                sleep(ms(1)).await;
                sender.send(n).await.unwrap();
            }
        });
        let mut all = Vec::new();
        loop {
            match timeout(Duration::from_micros(300), receiver.recv()).await {
                Err(Elapsed) => {}
                Ok(Some(n)) => all.push(n),
                Ok(None) => break,
            }
        }
        assert!(all.into_iter().eq(0..20));
    });
}

#[test]
fn without_a_receiver_a_value_comes_back() {
    in_time(|| async {
        let (sender, receiver) = channel(1);
        let kept = Rc::new(());
        sender.send(kept.clone()).await.unwrap();
        let waiting = sender.clone();
        let again = kept.clone();
        let waiting = spawn(async move {
            let Err(Closed(value)) = waiting.send(again).await else {
                panic!("nobody receives");
            };
            drop(value);
        });
        yield_now().await;
        drop(receiver);
        waiting.await.unwrap();
        // What nobody has received is gone, too, though there is a sender.
        assert_eq!(Rc::strong_count(&kept), 1);
        assert!(sender.send(kept).await.is_err());
    });
}

#[test]
fn a_receiver_that_waits_hears_of_the_end() {
    in_time(|| async {
        let (sender, mut receiver) = channel::<()>(1);
        let waiting = spawn(async move { receiver.recv().await });
        yield_now().await;
        drop(sender);
        assert_eq!(waiting.await, Ok(None));
    });
}

thread_local! {
    static AT_CLONE: Cell<Option<Sender<u8>>> = const { Cell::new(None) };
    static WAKES: Cell<u32> = const { Cell::new(0) };
}

/// A waker whose clone sends a value: somebody else's code may.
#[expect(unsafe_code, reason = "no other waker has a clone of its own")]
fn meddler() -> Waker {
    const DOES: RawWakerVTable =
        RawWakerVTable::new(cloned, woken, woken, |_| {});
    fn cloned(_: *const ()) -> RawWaker {
        if let Some(sender) = AT_CLONE.take() {
            assert!(poll_once(&mut sender.send(7)).is_ready());
            AT_CLONE.set(Some(sender));
        }
        RawWaker::new(ptr::null(), &DOES)
    }
    fn woken(_: *const ()) {
        WAKES.set(WAKES.get() + 1);
    }
    // SAFETY: there is no data, and what clones and wakes is safe code.
    unsafe { Waker::from_raw(RawWaker::new(ptr::null(), &DOES)) }
}

#[test]
fn a_value_that_comes_while_the_waker_is_cloned_is_not_overlooked() {
    let (sender, mut receiver) = channel(1);
    AT_CLONE.set(Some(sender));
    let meddler = meddler();
    let mut cx = Context::from_waker(&meddler);
    let polled = Pin::new(&mut receiver.recv()).poll(&mut cx);
    assert!(polled == Poll::Ready(Some(7)) || WAKES.get() > 0, "{polled:?}");
}

#[test]
fn a_value_may_own_a_sender_of_its_own_channel() {
    let (sender, receiver) = channel::<Option<Box<dyn std::any::Any>>>(2);
    let own = sender.clone();
    assert!(poll_once(&mut sender.send(Some(Box::new(own)))).is_ready());
    drop(receiver);
    assert_eq!(
        poll_once(&mut sender.send(None)).map(|it| it.is_err()),
        Poll::Ready(true)
    );
}

#[test]
#[should_panic(expected = "a send was polled after it was ready")]
fn a_send_that_was_ready_is_not_polled_again() {
    let (sender, _receiver) = channel(5);
    let mut send = sender.send(1);
    assert!(poll_once(&mut send).is_ready());
    let _ = poll_once(&mut send);
}

#[test]
#[should_panic(expected = "a channel needs room for a value")]
fn a_channel_has_room() {
    channel::<()>(0);
}
