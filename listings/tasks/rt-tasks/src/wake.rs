//! The run queue and the wakers of tasks: all that threads share.

use std::collections::VecDeque;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use crate::budget;
use crate::observed::Lane;
use crate::sync::{AtomicBool, Bell, Mutex, MutexGuard, Ordering, PoisonError};

// ANCHOR: queue
/// The number of a task: no other task ever has the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaskId(pub u64);

/// The tasks that are ready, in the order in which they became so.
#[derive(Debug)]
pub struct RunQueue {
    state: Mutex<State>,
    bell: Arc<Bell>,
}

#[derive(Debug, Default)]
struct State {
    ready: VecDeque<TaskId>,
    /// Whether the thread of the tasks sleeps, or is about to.
    asleep: bool,
}
// ANCHOR_END: queue

impl RunQueue {
    /// An empty queue, and what ends the sleep of its thread.
    pub fn new(bell: Arc<Bell>) -> Self {
        RunQueue { state: Mutex::default(), bell }
    }

    /// The next task.
    pub fn pop(&self) -> Option<TaskId> {
        self.lock().ready.pop_front()
    }

    // ANCHOR: push
    fn push(&self, id: TaskId) {
        let mut state = self.lock();
        state.ready.push_back(id);
        // One ring is enough for all that come before the thread is awake.
        let asleep = mem::take(&mut state.asleep);
        drop(state);
        if asleep {
            self.bell.wake().expect("a bell that exists can be rung");
        }
    }

    /// Whether the thread may sleep now. Then each push rings the bell until
    /// the thread says that it is awake.
    pub fn falls_asleep(&self) -> bool {
        let mut state = self.lock();
        state.asleep = state.ready.is_empty();
        state.asleep
    }

    // ANCHOR_END: push

    /// The thread does not sleep any more.
    pub fn is_awake(&self) {
        self.lock().asleep = false;
    }

    /// Nothing panics under this lock: what it guards is always whole.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

// ANCHOR: waker
/// Puts a task into the run queue.
#[derive(Debug)]
pub struct TaskWaker {
    id: TaskId,
    queue: Arc<RunQueue>,
    /// Whether it is in the queue, or over: then a wake has nothing to do.
    queued: AtomicBool,
    lane: Lane,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.queued.swap(true, Ordering::AcqRel) {
            self.lane.woken();
            self.queue.push(self.id);
        }
    }
}
// ANCHOR_END: waker

impl TaskWaker {
    /// The waker of a new task, which stands in the queue already.
    pub fn new(id: TaskId, queue: &Arc<RunQueue>, name: &str) -> Arc<Self> {
        queue.push(id);
        Arc::new(TaskWaker {
            id,
            queue: Arc::clone(queue),
            queued: AtomicBool::new(true),
            lane: Lane::begin(name),
        })
    }

    // ANCHOR: poll
    /// Polls the future of this task, which has come out of the queue.
    pub fn poll<F: Future + ?Sized>(
        self: &Arc<Self>,
        future: Pin<&mut F>,
    ) -> Poll<F::Output> {
        // A wake from now on asks for another poll. This has to read the flag,
        // too: what was written before the last wake can be read from here on.
        self.queued.swap(false, Ordering::AcqRel);
        budget::renew();
        self.lane.polled();
        let waker = Waker::from(Arc::clone(self));
        let polled = future.poll(&mut Context::from_waker(&waker));
        if polled.is_ready() {
            self.queued.store(true, Ordering::Release);
            self.lane.ended();
        } else {
            self.lane.pending();
        }
        polled
    }
    // ANCHOR_END: poll
}
