//! A future whose output is changed by a function.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A future with what `change` makes of this one's output.
pub fn map<F: Future, T>(
    future: F,
    change: impl FnOnce(F::Output) -> T,
) -> impl Future<Output = T> {
    Map { future: Box::pin(future), change: Some(change) }
}

struct Map<F, C> {
    future: Pin<Box<F>>,
    /// `None` once it was called.
    change: Option<C>,
}

impl<F: Future, C: FnOnce(F::Output) -> T, T> Future for Map<F, C> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        // Asked first: the other future must not be polled after it was ready.
        assert!(self.change.is_some(), "a map was polled after it was ready");
        let output = ready!(self.future.as_mut().poll(cx));
        let change = self.change.take().expect("it was there before the poll");
        Poll::Ready(change(output))
    }
}

// Only the future must not be moved, and it is in a box of its own.
impl<F, C> Unpin for Map<F, C> {}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::{poll_fn, ready};
    use std::pin::pin;
    use std::task::Waker;

    use rt_spin::{block_on, join};

    use super::*;

    #[test]
    fn the_function_makes_the_output() {
        assert_eq!(block_on(map(ready(6), |six| six * 7)), 42);
    }

    #[test]
    fn the_function_is_called_when_the_future_is_ready_and_not_before() {
        let called = Cell::new(false);
        let answers = Cell::new(0);
        let future = poll_fn(|_| {
            answers.set(answers.get() + 1);
            if answers.get() < 3 { Poll::Pending } else { Poll::Ready(()) }
        });
        let mut map = pin!(map(future, |()| called.set(true)));
        let mut cx = Context::from_waker(Waker::noop());
        for _ in 0..2 {
            assert!(map.as_mut().poll(&mut cx).is_pending());
            assert!(!called.get());
        }
        assert!(map.as_mut().poll(&mut cx).is_ready());
        assert!(called.get());
    }

    #[test]
    #[should_panic(expected = "a map was polled after it was ready")]
    fn a_map_that_was_ready_is_not_polled_again() {
        let mut map = pin!(map(ready(1), |one| one));
        let mut cx = Context::from_waker(Waker::noop());
        assert!(map.as_mut().poll(&mut cx).is_ready());
        let _ = map.as_mut().poll(&mut cx);
    }

    #[test]
    fn a_join_of_three_has_three_outputs_in_one_tuple() {
        let nested = join(ready(1), join(ready("two"), ready('3')));
        let flat = map(nested, |(one, (two, three))| (one, two, three));
        assert_eq!(block_on(flat), (1, "two", '3'));
    }
}
