//! Three wrappers with unsafe code. Some of them move a future that is pinned:
//! they are here to be found out, not to be used.

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

// ANCHOR: drop-early
/// Drops the future as soon as it is ready, and not when the wrapper goes.
pub struct DropEarly<F>(pub Option<F>);

impl<F: Future> Future for DropEarly<F> {
    type Output = F::Output;

    #[expect(unsafe_code, reason = "a suspect")]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let slot = unsafe { &mut self.get_unchecked_mut().0 };
        let future = slot.as_mut().expect("polled after it was ready");
        let polled = unsafe { Pin::new_unchecked(future) }.poll(cx);
        if polled.is_ready() {
            drop(slot.take());
        }
        polled
    }
}
// ANCHOR_END: drop-early

// ANCHOR: set-none
/// The same.
pub struct SetNone<F>(pub Option<F>);

impl<F: Future> Future for SetNone<F> {
    type Output = F::Output;

    #[expect(unsafe_code, reason = "a suspect")]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let mut slot = unsafe { self.map_unchecked_mut(|this| &mut this.0) };
        let future = slot.as_mut().as_pin_mut();
        let polled = future.expect("polled after it was ready").poll(cx);
        if polled.is_ready() {
            slot.set(None);
        }
        polled
    }
}
// ANCHOR_END: set-none

// ANCHOR: turns
/// The first of two. Whoever was asked first is asked second the next time.
pub struct Turns<F>(pub F, pub F);

impl<F: Future> Future for Turns<F> {
    type Output = F::Output;

    #[expect(unsafe_code, reason = "a suspect")]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let Turns(first, second) = unsafe { self.get_unchecked_mut() };
        for future in [&mut *first, &mut *second] {
            let polled = unsafe { Pin::new_unchecked(future) }.poll(cx);
            if polled.is_ready() {
                return polled;
            }
        }
        mem::swap(first, second);
        Poll::Pending
    }
}
// ANCHOR_END: turns
