//! Rows about what passes between tasks.

use std::rc::Rc;

use tiny_rt::{Mutex, channel, join, letter};

use super::*;

#[test]
fn recv_is_safe() {
    check_safe(vec![1, 2], async |polls| {
        let (sender, mut receiver) = channel(1);
        drop(spawn(async move {
            for n in [1, 2] {
                sleep(2 * MS).await;
                sender.send(n).await.unwrap();
            }
        }));
        let first = at_most(polls, receiver.recv()).await;
        let dropped = was_dropped(&first);
        let mut all = Vec::from_iter(first.flatten());
        while let Some(n) = receiver.recv().await {
            all.push(n);
        }
        (dropped, all)
    });
}

#[test]
fn a_send_that_is_dropped_has_sent_nothing_and_takes_its_value_along() {
    for polls in 0..2 {
        let (sent, left) = in_time(async move || {
            let (sender, mut receiver) = channel(1);
            let value = Rc::new(());
            sender.send(value.clone()).await.unwrap();
            let second = at_most(polls, sender.send(value.clone())).await;
            assert!(second.is_none());
            drop(sender);
            let mut sent = 0;
            while receiver.recv().await.is_some() {
                sent += 1;
            }
            (sent, Rc::strong_count(&value))
        });
        assert_eq!((sent, left), (1, 1));
    }
}

#[test]
fn a_lock_that_is_dropped_loses_its_place_in_line() {
    let order = |is_dropped| in_time(async move || in_line(is_dropped).await);
    assert_eq!(order(false), ["us", "them"]);
    assert_eq!(order(true), ["them", "us"]);
}

/// The order in which two get a lock; we were there first.
async fn in_line(is_dropped: bool) -> Vec<&'static str> {
    let mutex = Rc::new(Mutex::new(Vec::new()));
    let held = mutex.lock().await;
    let mut ours = Box::pin(mutex.lock());
    assert!(at_most(1, ours.as_mut()).await.is_none());
    let shared = mutex.clone();
    let them = spawn(async move { shared.lock().await.push("them") });
    yield_now().await;
    if is_dropped {
        ours = Box::pin(mutex.lock());
    }
    drop(held);
    ours.await.push("us");
    them.await.unwrap();
    mutex.lock().await.clone()
}

#[test]
fn a_send_that_is_dropped_loses_its_place_in_line() {
    let order = |is_dropped| in_time(async move || sent(is_dropped).await);
    assert_eq!(order(false), ["full", "us", "them"]);
    assert_eq!(order(true), ["full", "them", "us"]);
}

/// What comes out of a channel with one place; we were there first.
async fn sent(is_dropped: bool) -> Vec<&'static str> {
    let (sender, mut receiver) = channel(1);
    sender.send("full").await.unwrap();
    let mut ours = Box::pin(sender.send("us"));
    assert!(at_most(1, ours.as_mut()).await.is_none());
    let theirs = sender.clone();
    drop(spawn(async move { theirs.send("them").await }));
    yield_now().await;
    if is_dropped {
        ours = Box::pin(sender.send("us"));
    }
    let receive = async {
        let mut all = Vec::new();
        while all.len() < 3 {
            all.extend(receiver.recv().await);
        }
        all
    };
    let (sent, all) = join(ours, receive).await;
    sent.unwrap();
    all
}

#[test]
fn a_letter_and_a_handle_are_safe_by_reference() {
    check_safe((Ok(1), Ok(2)), async |polls| {
        let (sender, mut letter) = letter();
        let mut task = spawn(async move {
            sleep(2 * MS).await;
            sender.send(1);
            sleep(2 * MS).await;
            2
        });
        let first = at_most(polls, async { (&mut letter).await }).await;
        let read = match first {
            Some(read) => read,
            None => letter.await,
        };
        let second = at_most(polls, async { (&mut task).await }).await;
        let dropped = was_dropped(&first.and(second.clone()));
        let ended = match second {
            Some(ended) => ended,
            None => task.await,
        };
        (dropped, (read, ended))
    });
}
