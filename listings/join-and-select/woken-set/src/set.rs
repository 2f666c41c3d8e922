//! A small executor inside of a task.

use std::collections::{BTreeMap, VecDeque};
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

// ANCHOR: set
/// Futures that are polled when they were woken. Their outputs come in the
/// order in which they are ready.
pub struct WokenSet<F> {
    futures: BTreeMap<usize, (Pin<Box<F>>, Arc<SubWaker>)>,
    /// The number of the next one: no other future ever has the same.
    next: usize,
    woken: Arc<Woken>,
}

/// The waker of one of the futures.
struct SubWaker {
    number: usize,
    /// Whether the number stands in the queue.
    queued: AtomicBool,
    woken: Arc<Woken>,
}

/// What these wakers share.
#[derive(Default)]
struct Woken(Mutex<(VecDeque<usize>, Option<Waker>)>);

impl Wake for SubWaker {
    fn wake(self: Arc<Self>) {
        if !self.queued.swap(true, Ordering::AcqRel) {
            let task = self.woken.push(self.number);
            task.into_iter().for_each(Waker::wake);
        }
    }
}
// ANCHOR_END: set

impl<F: Future> WokenSet<F> {
    /// A set of no futures.
    pub fn new() -> Self {
        WokenSet { futures: BTreeMap::new(), next: 0, woken: Arc::default() }
    }

    /// Adds a future. It is polled for the first time by [`next`](Self::next).
    pub fn push(&mut self, future: F) {
        let (number, woken) = (self.next, Arc::clone(&self.woken));
        self.next += 1;
        let waker = SubWaker { number, queued: AtomicBool::new(true), woken };
        self.futures.insert(number, (Box::pin(future), Arc::new(waker)));
        let task = self.woken.push(number);
        task.into_iter().for_each(Waker::wake);
    }

    /// How many of them are not ready.
    pub fn len(&self) -> usize {
        self.futures.len()
    }

    /// Whether all of them have been ready.
    pub fn is_empty(&self) -> bool {
        self.futures.is_empty()
    }

    /// The output of the next one that is ready; `None` when there is none
    /// left. It can be dropped: the futures are in the set.
    pub async fn next(&mut self) -> Option<F::Output> {
        poll_fn(|cx| self.poll_next(cx)).await
    }

    // ANCHOR: poll
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<F::Output>> {
        if self.futures.is_empty() {
            return Poll::Ready(None);
        }
        // Those that are woken from now on wake the task again: they come in
        // its next poll, or a future that wakes itself would keep the thread.
        for _ in 0..self.woken.begin_poll(cx.waker()) {
            let Some(number) = self.woken.pop() else { break };
            // Taken out: one that panics does not come back.
            let Some((mut future, waker)) = self.futures.remove(&number) else {
                // It was ready, and somebody has kept its waker.
                continue;
            };
            waker.queued.swap(false, Ordering::AcqRel);
            let own = Waker::from(Arc::clone(&waker));
            let polled = future.as_mut().poll(&mut Context::from_waker(&own));
            if let Poll::Ready(output) = polled {
                return Poll::Ready(Some(output));
            }
            self.futures.insert(number, (future, waker));
        }
        Poll::Pending
    }
    // ANCHOR_END: poll
}

impl<F: Future> Default for WokenSet<F> {
    fn default() -> Self {
        WokenSet::new()
    }
}

impl Woken {
    /// Adds a number, and returns whom to wake.
    fn push(&self, number: usize) -> Option<Waker> {
        let mut state = self.lock();
        state.0.push_back(number);
        // Once is enough: its next poll brings another waker.
        state.1.take()
    }

    fn pop(&self) -> Option<usize> {
        self.lock().0.pop_front()
    }

    /// Keeps the waker of the task, and returns how many wait for a poll.
    fn begin_poll(&self, task: &Waker) -> usize {
        let task = task.clone();
        let mut state = self.lock();
        let old = state.1.replace(task);
        let count = state.0.len();
        drop(state);
        // Somebody else's code: not under the lock.
        drop(old);
        count
    }

    /// Nothing panics under this lock: what it guards is always whole.
    fn lock(&self) -> MutexGuard<'_, (VecDeque<usize>, Option<Waker>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
