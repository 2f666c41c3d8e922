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
fn asked_in_each_turn_of_a_loop_it_keeps_one_waker_a_task() {
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
    // This one, that of `waker`, and one that is kept.
    assert_eq!(Arc::strong_count(&nobody), 3);
}
