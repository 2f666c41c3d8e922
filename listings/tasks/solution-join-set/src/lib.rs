//! Tasks whose outputs come in the order in which they end.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use rt_tasks::caught::caught;
use rt_tasks::{JoinError, spawn};

/// Tasks, of which the next one that ends is waited for.
#[derive(Debug)]
pub struct JoinSet<T> {
    ended: Rc<RefCell<Ended<T>>>,
    /// How many tasks have not been given out.
    left: usize,
}

#[derive(Debug)]
struct Ended<T> {
    results: VecDeque<Result<T, JoinError>>,
    /// Who waits for the next one.
    waker: Option<Waker>,
}

impl<T: 'static> JoinSet<T> {
    /// Spawns a task, as one of this set.
    pub fn spawn(&mut self, future: impl Future<Output = T> + 'static) {
        self.left += 1;
        let ended = Rc::clone(&self.ended);
        let mut future = Box::pin(future);
        // The result is here when the task ends. A second task that waits for
        // the handle would have it later, perhaps after that of another one.
        spawn(async move {
            let result = poll_fn(|cx| {
                let polled = caught(|| future.as_mut().poll(cx));
                match polled.map_err(JoinError::Panicked) {
                    Ok(polled) => polled.map(Ok),
                    Err(panicked) => Poll::Ready(Err(panicked)),
                }
            });
            let result = result.await;
            let mut ended = ended.borrow_mut();
            ended.results.push_back(result);
            let waker = ended.waker.take();
            drop(ended);
            waker.into_iter().for_each(Waker::wake);
        });
    }

    /// The next task that ends; `None` when all have been given out. It can be
    /// dropped: the next call goes on.
    pub async fn next(&mut self) -> Option<Result<T, JoinError>> {
        if self.left == 0 {
            return None;
        }
        let next = poll_fn(|cx| {
            let mut ended = self.ended.borrow_mut();
            match ended.results.pop_front() {
                Some(result) => Poll::Ready(result),
                None => {
                    ended.waker = Some(cx.waker().clone());
                    Poll::Pending
                }
            }
        });
        let result = next.await;
        self.left -= 1;
        Some(result)
    }
}

impl<T> Default for JoinSet<T> {
    fn default() -> Self {
        let ended = Ended { results: VecDeque::new(), waker: None };
        JoinSet { ended: Rc::new(RefCell::new(ended)), left: 0 }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::Context;
    use std::time::Duration;

    use rt_tasks::{block_on, letter, yield_now};
    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    #[test]
    fn outputs_come_in_the_order_of_their_ends() {
        within(LIMIT, || {
            block_on(async {
                let mut set = JoinSet::default();
                for rounds in [5, 1, 3] {
                    set.spawn(async move {
                        for _ in 0..rounds {
                            yield_now().await;
                        }
                        rounds
                    });
                }
                for expected in [1, 3, 5] {
                    assert_eq!(set.next().await, Some(Ok(expected)));
                }
                assert_eq!(set.next().await, None);
            })
        });
    }

    #[test]
    fn a_panic_is_a_result_like_the_others() {
        within(LIMIT, || {
            block_on(async {
                let mut set = JoinSet::default();
                set.spawn(async { panic!("the first") });
                set.spawn(async { 2 });
                let panicked = JoinError::Panicked("the first".into());
                assert_eq!(set.next().await, Some(Err(panicked)));
                assert_eq!(set.next().await, Some(Ok(2)));
            })
        });
    }

    #[test]
    fn it_may_be_filled_again() {
        within(LIMIT, || {
            block_on(async {
                let mut set = JoinSet::default();
                assert_eq!(set.next().await, None);
                let (sender, letter) = letter();
                set.spawn(async { letter.await.unwrap() });
                set.spawn(async { 6 });
                assert_eq!(set.next().await, Some(Ok(6)));
                sender.send(7);
                set.spawn(async { 8 });
                assert_eq!(set.next().await, Some(Ok(7)));
                assert_eq!(set.next().await, Some(Ok(8)));
                assert_eq!(set.next().await, None);
            })
        });
    }

    #[test]
    fn a_next_that_is_dropped_loses_nothing() {
        within(LIMIT, || {
            block_on(async {
                let (sender, letter) = letter();
                let mut set = JoinSet::default();
                set.spawn(letter);
                let mut cx = Context::from_waker(Waker::noop());
                assert!(pin!(set.next()).poll(&mut cx).is_pending());
                sender.send(7);
                assert_eq!(set.next().await, Some(Ok(Ok(7))));
                assert_eq!(set.next().await, None);
            });
        });
    }
}
