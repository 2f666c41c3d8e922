//! A yield that wakes its task at once, as `tiny-rt` does.

use std::future::poll_fn;
use std::task::Poll;

/// Lets all tasks run that are ready by now, and then goes on. The reactor is
/// not asked before.
pub async fn yield_at_once() {
    let mut yielded = false;
    poll_fn(|cx| {
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;
    use std::time::Duration;

    use time_limit::within;
    use tokio::runtime::LocalRuntime;
    use tokio::sync::oneshot;
    use tokio::task::{spawn_local, yield_now};

    use super::*;

    /// Who works in which order, in the three tasks of the chapter.
    async fn film(give_way: impl AsyncFn() + Copy + 'static) -> String {
        let order = Rc::new(RefCell::new(String::new()));
        let log = Rc::clone(&order);
        let works = move |name| log.borrow_mut().push(name);
        let (ant, bee, cat) = (works.clone(), works.clone(), works);
        let (sender, letter) = oneshot::channel();
        let ant = spawn_local(async move {
            ant('a');
            give_way().await;
            ant('a');
            sender.send(()).unwrap();
            give_way().await;
            ant('a');
        });
        let bee = spawn_local(async move {
            bee('b');
            give_way().await;
            bee('b');
        });
        let cat = spawn_local(async move {
            cat('c');
            letter.await.unwrap();
            cat('c');
        });
        for task in [ant, bee, cat] {
            task.await.unwrap();
        }
        order.take()
    }

    #[test]
    fn the_order_is_that_of_our_own_runtime() {
        within(Duration::from_secs(20), || {
            let runtime = LocalRuntime::new().unwrap();
            assert_eq!(runtime.block_on(film(yield_at_once)), "abcabca");
            // Tokio's own puts them back later, and the last one first.
            assert_eq!(runtime.block_on(film(yield_now)), "abcbaca");
        });
    }
}
