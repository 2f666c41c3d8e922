//! A task that any worker may poll, and only one at a time.

use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use crate::queue::Queue;

type Spawned = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A future, its place in the queue, and its waker: all in one.
pub(crate) struct Task {
    /// The lock keeps a second worker out, if the task is woken while the
    /// first one polls it. `None`: it is over.
    future: Mutex<Option<Spawned>>,
    /// Whether it stands in the queue.
    queued: AtomicBool,
    queue: Arc<Queue<Arc<Task>>>,
}

impl Task {
    /// A task that is about to be queued for the first time.
    pub(crate) fn new(future: Spawned, queue: Arc<Queue<Arc<Task>>>) -> Self {
        let queued = AtomicBool::new(true);
        Task { future: Mutex::new(Some(future)), queued, queue }
    }

    pub(crate) fn poll(self: Arc<Self>) {
        let waker = Waker::from(Arc::clone(&self));
        let mut place =
            self.future.lock().unwrap_or_else(PoisonError::into_inner);
        // Before the poll: a wake during the poll puts it back.
        self.queued.store(false, Ordering::SeqCst);
        let Some(mut future) = place.take() else { return };
        let polled = future.as_mut().poll(&mut Context::from_waker(&waker));
        if polled == Poll::Pending {
            *place = Some(future);
        }
    }
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        if !self.queued.swap(true, Ordering::SeqCst) {
            let queue = Arc::clone(&self.queue);
            queue.push(self);
        }
    }
}
