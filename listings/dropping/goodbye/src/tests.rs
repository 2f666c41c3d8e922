//! What is heard, and who is asked to stop.

use std::time::Duration;

use rt_timeout::{block_on, join, spawn, yield_now};
use time_limit::within;

use super::*;
use crate::stop::Stop;

const LIMIT: Duration = Duration::from_secs(20);

#[test]
fn a_farewell_needs_somebody_who_awaits_it() {
    within(LIMIT, || {
        let heard = ENDS.map(|(_, end)| heard(end).unwrap());
        let all = ["hello goodbye", "hello", "hello", "hello goodbye"];
        assert_eq!(heard[..4], all);
        assert_eq!(heard[4], "hello goodbye");
    });
}

#[test]
fn all_who_listen_are_asked_even_those_who_come_later() {
    within(LIMIT, || {
        block_on(async {
            let stop = Stop::default();
            let waits = |stop: Stop| spawn(async move { stop.asked().await });
            let (one, two) = (waits(stop.clone()), waits(stop.clone()));
            yield_now().await;
            stop.ask();
            let (one, two) = join(one, two).await;
            assert_eq!((one, two), (Ok(()), Ok(())));
            stop.asked().await;
        });
    });
}

#[test]
fn whoever_listens_no_more_leaves_no_waker() {
    use std::pin::pin;
    use std::sync::Arc;
    use std::task::{Context, Wake, Waker};

    struct Nobody;
    impl Wake for Nobody {
        fn wake(self: Arc<Self>) {}
    }
    let nobody = Arc::new(Nobody);
    let waker = Waker::from(nobody.clone());
    let mut cx = Context::from_waker(&waker);
    let stop = Stop::default();
    for _ in 0..100 {
        assert!(pin!(stop.asked()).poll(&mut cx).is_pending());
    }
    // This one, and that of `waker`.
    assert_eq!(Arc::strong_count(&nobody), 2);
    let mut kept = pin!(stop.asked());
    assert!(kept.as_mut().poll(&mut cx).is_pending());
    assert!(kept.as_mut().poll(&mut cx).is_pending());
    assert_eq!(Arc::strong_count(&nobody), 3);
}
