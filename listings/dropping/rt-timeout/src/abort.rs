//! Tasks that can be aborted.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use rt_select as before;

use crate::JoinError;

/// Makes a task of a future.
///
/// # Panics
///
/// Outside of `block_on`.
pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
{
    let (future, signal) = abortable(future);
    JoinHandle { task: before::spawn(future), signal }
}

/// The same, with the name that the task has in a recording.
///
/// # Panics
///
/// Outside of `block_on`.
pub fn spawn_named<F>(name: &str, future: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
{
    let (future, signal) = abortable(future);
    JoinHandle { task: before::spawn_named(name, future), signal }
}

/// A task that was spawned: a future of its output.
///
/// Without it the task goes on all the same.
pub struct JoinHandle<T> {
    task: before::JoinHandle<Option<T>>,
    signal: Rc<Signal>,
}

// ANCHOR: abort
impl<T> JoinHandle<T> {
    /// Has the task dropped where it waits now. It has no effect on a task
    /// that has ended.
    pub fn abort(&self) {
        self.signal.aborted.set(true);
        if let Some(waker) = self.signal.waker.take() {
            waker.wake();
        }
    }
}
// ANCHOR_END: abort

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        let ended = Pin::new(&mut self.task).poll(cx);
        ended.map(|result| result?.ok_or(JoinError::Aborted))
    }
}

/// A future that can be told to end; its output is `None` then.
struct Abortable<F> {
    /// `None` when it was aborted.
    future: Option<Pin<Box<F>>>,
    signal: Rc<Signal>,
}

/// What the handle and the task share.
#[derive(Default)]
struct Signal {
    aborted: Cell<bool>,
    /// Whom to tell.
    waker: Cell<Option<Waker>>,
}

fn abortable<F: Future>(future: F) -> (Abortable<F>, Rc<Signal>) {
    let signal = Rc::<Signal>::default();
    let future = Some(Box::pin(future));
    (Abortable { future, signal: Rc::clone(&signal) }, signal)
}

// ANCHOR: poll
impl<F: Future> Future for Abortable<F> {
    type Output = Option<F::Output>;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        // It has to be there before the future runs, which may be the one
        // that aborts itself.
        self.signal.waker.set(Some(cx.waker().clone()));
        if self.signal.aborted.get() {
            self.future = None;
            return Poll::Ready(None);
        }
        let future = self.future.as_mut().expect("polled after it was ready");
        // One that is ready is dropped by the task, and not here: if its
        // destructor panicked here, it would take the output along.
        future.as_mut().poll(cx).map(Some)
    }
}
// ANCHOR_END: poll
