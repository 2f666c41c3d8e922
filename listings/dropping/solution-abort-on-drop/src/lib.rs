//! A handle whose drop aborts its task.

use std::pin::Pin;
use std::task::{Context, Poll};

use rt_timeout::{JoinError, JoinHandle, spawn};

/// Makes a task of a future, which ends with its handle at the latest.
pub fn spawn_owned<F: Future + 'static>(future: F) -> Owned<F::Output> {
    Owned { task: spawn(future) }
}

/// A task that is aborted when this is dropped.
pub struct Owned<T> {
    task: JoinHandle<T>,
}

impl<T> Future for Owned<T> {
    type Output = Result<T, JoinError>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        Pin::new(&mut self.task).poll(cx)
    }
}

impl<T> Drop for Owned<T> {
    fn drop(&mut self) {
        // It has no effect on a task that has ended.
        self.task.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::pending;
    use std::time::Duration;

    use rt_timeout::{block_on, letter, timeout, yield_now};
    use time_limit::within;

    const LIMIT: Duration = Duration::from_secs(20);

    #[test]
    fn a_task_ends_with_the_future_that_has_its_handle() {
        within(LIMIT, || {
            block_on(async {
                let (sender, letter) = letter::<()>();
                let owner = async move {
                    spawn_owned(async move {
                        let _sender = sender;
                        pending::<()>().await;
                    })
                    .await
                };
                let owner = timeout(Duration::from_millis(20), owner).await;
                assert!(owner.is_err());
                // The letter is lost when the task is gone.
                assert!(letter.await.is_err());
            });
        });
    }

    #[test]
    fn without_a_drop_it_is_a_handle_like_others() {
        within(LIMIT, || {
            block_on(async {
                let task = spawn_owned(async {
                    yield_now().await;
                    7
                });
                assert_eq!(task.await, Ok(7));
            });
        });
    }
}
