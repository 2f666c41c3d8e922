//! The tasks of a thread.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use crate::join_handle::{JoinHandle, Outcome};
use crate::spawned::Spawned;
use crate::sync::Bell;
use crate::wake::{RunQueue, TaskId, TaskWaker};

// ANCHOR: tasks
/// The tasks of a thread, and which of them are ready.
pub struct Tasks {
    queue: Arc<RunQueue>,
    /// Those that are not polled just now.
    tasks: RefCell<BTreeMap<TaskId, Task>>,
    /// How many there were, ever.
    count: Cell<u64>,
}

struct Task {
    future: Pin<Box<dyn Future<Output = ()>>>,
    waker: Arc<TaskWaker>,
}

impl Tasks {
    /// The future of `block_on` itself.
    pub const MAIN: TaskId = TaskId(0);

    /// Polls a task. One that has ended has no more polls: it is forgotten.
    pub fn poll(&self, id: TaskId) {
        let task = self.tasks.borrow_mut().remove(&id);
        let Some(mut task) = task else { return };
        if task.waker.poll(task.future.as_mut()).is_pending() {
            self.tasks.borrow_mut().insert(id, task);
        }
    }

    fn insert<F: Future + 'static>(
        &self,
        name: Option<&str>,
        future: F,
    ) -> JoinHandle<F::Output> {
        let id = TaskId(self.count.get() + 1);
        self.count.set(id.0);
        let name = name.map_or_else(|| format!("task {}", id.0), String::from);
        let outcome = Outcome::new();
        let future = Box::pin(Spawned::new(future, &outcome));
        let waker = TaskWaker::new(id, &self.queue, &name);
        self.tasks.borrow_mut().insert(id, Task { future, waker });
        JoinHandle { outcome, name: name.into() }
    }
}
// ANCHOR_END: tasks

thread_local! {
    static TASKS: RefCell<Option<Rc<Tasks>>> = const { RefCell::new(None) };
}

// ANCHOR: spawn
/// Makes a task of a future. It is polled for the first time when it is its
/// turn, not here.
///
/// # Panics
///
/// Outside of `block_on`.
pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
{
    current().insert(None, future)
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
    current().insert(Some(name), future)
}

fn current() -> Rc<Tasks> {
    TASKS.with_borrow(Clone::clone).expect(
        "there is no executor on this thread: call spawn inside block_on",
    )
}
// ANCHOR_END: spawn

// ANCHOR: enter
impl Tasks {
    /// Makes the tasks of this thread; they are there until what is returned
    /// is dropped.
    pub fn enter(bell: Arc<Bell>) -> Entered {
        let tasks = Rc::new(Tasks {
            queue: Arc::new(RunQueue::new(bell)),
            tasks: RefCell::default(),
            count: Cell::new(Tasks::MAIN.0),
        });
        TASKS.set(Some(Rc::clone(&tasks)));
        Entered(tasks)
    }

    /// Which tasks are ready.
    pub fn queue(&self) -> &Arc<RunQueue> {
        &self.queue
    }
}

/// As long as this is there, its thread has tasks.
pub struct Entered(Rc<Tasks>);

impl Drop for Entered {
    fn drop(&mut self) {
        // The drop of a task may spawn another one, which is dropped in turn.
        let first = || self.0.tasks.borrow_mut().pop_first();
        while let Some((_, task)) = first() {
            drop(task);
        }
        TASKS.take();
    }
}
// ANCHOR_END: enter

impl std::ops::Deref for Entered {
    type Target = Tasks;

    fn deref(&self) -> &Tasks {
        &self.0
    }
}

/// How many tasks this thread has, apart from the one that is polled.
#[cfg(test)]
pub(crate) fn known() -> usize {
    current().tasks.borrow().len()
}
