//! A value that belongs to a task: its name.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

thread_local! {
    /// The name of the task that is polled now.
    static NAME: RefCell<Option<Rc<str>>> = const { RefCell::new(None) };
}

/// The name of the task that is polled now, if it has one.
pub fn name() -> Option<Rc<str>> {
    NAME.with_borrow(Clone::clone)
}

/// A future that has a name while it is polled.
pub fn named<F: Future>(name: &str, future: F) -> Named<F> {
    Named { name: name.into(), future: Box::pin(future) }
}

/// What [`named`] returns.
#[derive(Debug)]
pub struct Named<F> {
    name: Rc<str>,
    future: Pin<Box<F>>,
}

impl<F: Future> Future for Named<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let outer = NAME.replace(Some(Rc::clone(&self.name)));
        // By a drop, so that it is put back after a panic, too.
        let _back = PutBack(outer);
        self.future.as_mut().poll(cx)
    }
}

/// Puts a name back when it is dropped.
struct PutBack(Option<Rc<str>>);

impl Drop for PutBack {
    fn drop(&mut self) {
        NAME.set(self.0.take());
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use rt_tasks::{block_on, spawn, yield_now};
    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    async fn keeps_its_name(expected: &str) {
        for _ in 0..5 {
            assert_eq!(name().as_deref(), Some(expected));
            yield_now().await;
        }
    }

    #[test]
    fn tasks_that_take_turns_keep_their_names() {
        within(LIMIT, || {
            block_on(async {
                let tasks = ["ant", "bee", "cat"]
                    .map(|name| spawn(named(name, keeps_its_name(name))));
                for task in tasks {
                    task.await.unwrap();
                }
                assert_eq!(name(), None);
            })
        });
    }

    #[test]
    fn an_inner_name_hides_the_outer_one_for_a_while() {
        within(LIMIT, || {
            let inside = named("outer", async {
                keeps_its_name("outer").await;
                named("inner", keeps_its_name("inner")).await;
                keeps_its_name("outer").await;
            });
            block_on(inside);
        });
    }

    #[test]
    fn a_panic_leaves_no_name_behind() {
        within(LIMIT, || {
            block_on(async {
                let panics = named("ant", async { panic!("an ant") });
                let error: Result<(), _> = spawn(panics).await;
                assert!(error.is_err());
                assert_eq!(name(), None);
            })
        });
    }
}
