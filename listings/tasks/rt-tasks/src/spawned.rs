//! A future that has become a task.

use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};

use crate::caught::caught;
use crate::join_handle::{JoinError, Outcome};

/// A future whose output is left for a handle. Whatever it does, neither its
/// poll nor its drop panics.
pub(crate) struct Spawned<F: Future> {
    /// `None` when it has ended.
    future: Option<Pin<Box<F>>>,
    /// `None` inside: nobody waits for it any more.
    outcome: Weak<Outcome<F::Output>>,
}

impl<F: Future> Spawned<F> {
    pub(crate) fn new(future: F, outcome: &Rc<Outcome<F::Output>>) -> Self {
        let outcome = Rc::downgrade(outcome);
        Spawned { future: Some(Box::pin(future)), outcome }
    }

    fn end(&mut self, result: Result<F::Output, JoinError>) {
        // A destructor that panics has had its say: the panic was printed.
        let _ = caught(|| drop(self.future.take()));
        // Both the output and a waker are of the user: their code runs here.
        let _ = caught(|| match self.outcome.upgrade() {
            Some(outcome) => outcome.settle(result),
            None => drop(result),
        });
    }
}

// ANCHOR: poll
impl<F: Future> Future for Spawned<F> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let Some(future) = &mut self.future else { return Poll::Ready(()) };
        let result = match caught(|| future.as_mut().poll(cx)) {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(output)) => Ok(output),
            Err(text) => Err(JoinError::Panicked(text)),
        };
        self.end(result);
        Poll::Ready(())
    }
}
// ANCHOR_END: poll

impl<F: Future> Drop for Spawned<F> {
    fn drop(&mut self) {
        if self.future.is_some() {
            self.end(Err(JoinError::Aborted));
        }
    }
}
