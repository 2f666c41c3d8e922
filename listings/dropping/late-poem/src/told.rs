//! A future whose polls and drop are told to the recorder.

use std::pin::Pin;
use std::task::{Context, Poll};

/// A part of the main task, under a name of its own.
pub(crate) struct Told<F> {
    name: &'static str,
    future: Pin<Box<F>>,
    is_ready: bool,
}

impl<F> Told<F> {
    pub(crate) fn new(name: &'static str, future: F) -> Told<F> {
        Told { name, future: Box::pin(future), is_ready: false }
    }
}

impl<F: Future> Future for Told<F> {
    type Output = F::Output;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        trace::message("main", self.name, "poll");
        let polled = self.future.as_mut().poll(cx);
        self.is_ready = polled.is_ready();
        let answer = if self.is_ready { "Ready" } else { "Pending" };
        trace::message(self.name, "main", answer);
        polled
    }
}

impl<F> Drop for Told<F> {
    fn drop(&mut self) {
        if !self.is_ready {
            trace::message("main", self.name, "drop");
        }
    }
}
