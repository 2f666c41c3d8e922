//! A future that tells the recorder of each of its polls.

use std::pin::Pin;
use std::task::{Context, Poll};

use trace::message;

/// The same future. Each poll of it is two messages: a question of `by`, and the answer.
pub fn told<F: Future>(
    by: &'static str,
    name: &'static str,
    future: F,
) -> impl Future<Output = F::Output> {
    Told { by, name, future: Box::pin(future) }
}

struct Told<F> {
    by: &'static str,
    name: &'static str,
    future: Pin<Box<F>>,
}

impl<F: Future> Future for Told<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        message(self.by, self.name, "poll");
        let poll = self.future.as_mut().poll(cx);
        let answer = if poll.is_ready() { "Ready" } else { "Pending" };
        message(self.name, self.by, answer);
        poll
    }
}
