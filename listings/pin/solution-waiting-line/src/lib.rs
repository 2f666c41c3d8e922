//! A line of waiting futures, without a pointer into them.
//!
//! # With pointers, in words
//!
//! Each waiting future has a node in itself: a waker, and pointers to the nodes
//! before and behind it. Nothing has to be allocated for a future that waits.
//!
//! - *Who needs the promise?* The neighbours. They point into the future, so it
//!   must not move from the moment at which it joins the line. That moment is
//!   its first poll, and a poll takes a `Pin`.
//! - *Who needs the second half of the promise?* They do, too. A future that is
//!   dropped must take its node out of the line first. If its memory could be
//!   used again without a drop, the neighbours would point into something else.
//!   For a future on the stack `mem::forget` would do that; `pin!` prevents it,
//!   since nobody has the value to give it to `forget`. A `Box` that is
//!   forgotten is leaked, and its memory is never used again: this is allowed.
//! - *Why is `Unpin` wrong for it?* With it, `Pin::get_mut` gives a `&mut`, and
//!   `mem::swap` moves the node away from its neighbours.
//! - *What does a lock protect?* The pointers of all nodes: a neighbour that
//!   leaves writes into mine, while I hold a `Pin<&mut Self>`. So two can write
//!   where a `&mut` promises that there is one. This is the part that Rust's
//!   rules have not settled; libraries put such nodes behind an `UnsafeCell`,
//!   and one day behind an `UnsafePinned`.
//!
//! # With keys
//!
//! The line is a map from numbers to wakers. A future has its number, and may
//! move as it likes. It costs an allocation now and then. A number that is used
//! up is not given again, so no stranger is woken.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// A line. Clones stand for the same line.
#[derive(Clone, Default)]
pub struct Line(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    /// In the order of their numbers, which is that of their first polls.
    waiting: BTreeMap<u64, Waker>,
    numbers: u64,
}

impl Line {
    /// Waits at the end of the line, from the first poll on.
    pub fn wait(&self) -> Turn {
        Turn { line: self.clone(), number: None }
    }

    /// Lets the first one go on, if there is one.
    pub fn next(&self) -> bool {
        let first = self.0.borrow_mut().waiting.pop_first();
        // A waker is somebody else's code: nothing is borrowed here.
        first.map(|(_, waker)| waker.wake()).is_some()
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.0.borrow().waiting.len()
    }

    /// Whether nobody waits.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What [`Line::wait`] returns. Its drop leaves the line; if it might have gone
/// on, and has not heard of it, the next one may.
pub struct Turn {
    line: Line,
    /// `None` before the first poll, and after the last.
    number: Option<u64>,
}

impl Future for Turn {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        // What is replaced is dropped at the end, when nothing is borrowed.
        let _old;
        let waker = cx.waker().clone();
        let line = self.line.clone();
        let mut state = line.0.borrow_mut();
        let number = self.number.unwrap_or(state.numbers);
        if self.number.is_none() {
            self.number = Some(number);
            state.numbers += 1;
        } else if !state.waiting.contains_key(&number) {
            self.number = None;
            return Poll::Ready(());
        }
        _old = state.waiting.insert(number, waker);
        Poll::Pending
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Some(number) = self.number else { return };
        let waker = self.line.0.borrow_mut().waiting.remove(&number);
        if waker.is_none() {
            self.line.next();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::ptr;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::task::{RawWaker, RawWakerVTable, Wake};

    use super::*;

    #[derive(Default)]
    struct Wakes(AtomicU32);

    impl Wake for Wakes {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn poll(turn: &mut Turn, wakes: &Arc<Wakes>) -> Poll<()> {
        let waker = wakes.clone().into();
        Pin::new(turn).poll(&mut Context::from_waker(&waker))
    }

    #[test]
    fn they_go_on_in_the_order_of_their_first_polls() {
        let (line, wakes) = (Line::default(), Arc::new(Wakes::default()));
        let (mut a, mut b) = (line.wait(), line.wait());
        assert!(line.is_empty() && !line.next());
        assert_eq!(poll(&mut b, &wakes), Poll::Pending);
        assert_eq!(poll(&mut a, &wakes), Poll::Pending);
        // Polled again, it keeps its place.
        assert_eq!(poll(&mut b, &wakes), Poll::Pending);
        assert_eq!(line.len(), 2);
        assert!(line.next());
        assert_eq!(wakes.0.load(Ordering::Relaxed), 1);
        assert_eq!(poll(&mut a, &wakes), Poll::Pending);
        assert_eq!(poll(&mut b, &wakes), Poll::Ready(()));
    }

    #[test]
    fn who_is_dropped_leaves_the_line() {
        let (line, wakes) = (Line::default(), Arc::new(Wakes::default()));
        let (mut a, mut b, mut c) = (line.wait(), line.wait(), line.wait());
        for turn in [&mut a, &mut b, &mut c] {
            assert_eq!(poll(turn, &wakes), Poll::Pending);
        }
        drop(b);
        assert_eq!(line.len(), 2);
        assert!(line.next() && line.next() && !line.next());
        assert_eq!(poll(&mut c, &wakes), Poll::Ready(()));
    }

    #[test]
    fn who_is_dropped_when_it_may_go_on_lets_the_next_one_go_on() {
        let (line, wakes) = (Line::default(), Arc::new(Wakes::default()));
        let (mut a, mut b, mut c) = (line.wait(), line.wait(), line.wait());
        for turn in [&mut a, &mut b, &mut c] {
            assert_eq!(poll(turn, &wakes), Poll::Pending);
        }
        assert!(line.next());
        drop(a);
        assert_eq!(wakes.0.load(Ordering::Relaxed), 2);
        assert_eq!(poll(&mut b, &wakes), Poll::Ready(()));
        // It has gone on: its drop is nobody's turn.
        drop(b);
        assert_eq!(poll(&mut c, &wakes), Poll::Pending);
    }

    #[test]
    fn a_turn_may_move_while_it_waits() {
        let (line, wakes) = (Line::default(), Arc::new(Wakes::default()));
        let mut turn = line.wait();
        assert_eq!(poll(&mut turn, &wakes), Poll::Pending);
        let mut moved = Box::new(turn);
        assert!(line.next());
        assert_eq!(poll(&mut moved, &wakes), Poll::Ready(()));
    }

    thread_local! {
        static AT_CLONE: Cell<Option<Turn>> = const { Cell::new(None) };
    }

    /// A waker whose clone drops a turn: somebody else's code may.
    #[expect(unsafe_code, reason = "no other waker has a clone of its own")]
    fn meddler() -> Waker {
        const DOES: RawWakerVTable =
            RawWakerVTable::new(cloned, |_| {}, |_| {}, |_| {});
        fn cloned(_: *const ()) -> RawWaker {
            drop(AT_CLONE.take());
            RawWaker::new(ptr::null(), &DOES)
        }
        // SAFETY: there is no data, and what clones it is safe code.
        unsafe { Waker::from_raw(RawWaker::new(ptr::null(), &DOES)) }
    }

    #[test]
    fn a_waker_may_leave_the_line_when_it_is_cloned() {
        let (line, wakes) = (Line::default(), Arc::default());
        let (mut a, mut b) = (line.wait(), line.wait());
        assert_eq!(poll(&mut a, &wakes), Poll::Pending);
        AT_CLONE.set(Some(a));
        let meddler = meddler();
        let mut cx = Context::from_waker(&meddler);
        assert_eq!(Pin::new(&mut b).poll(&mut cx), Poll::Pending);
        assert_eq!(line.len(), 1);
    }

    #[test]
    fn a_poll_after_a_move_of_the_task_renews_the_waker() {
        let (line, mut turn) = (Line::default(), Line::default().wait());
        turn.line = line.clone();
        let (old, new) = (Arc::new(Wakes::default()), Arc::default());
        let _ = poll(&mut turn, &old);
        let _ = poll(&mut turn, &new);
        line.next();
        assert_eq!(old.0.load(Ordering::Relaxed), 0);
        assert_eq!(new.0.load(Ordering::Relaxed), 1);
    }
}
