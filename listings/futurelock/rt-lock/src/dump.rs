//! What each task of a thread waits for: to be asked when nothing goes on.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::mem;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use rt_timeout as before;
use rt_timeout::JoinHandle;

use crate::observed::{Waits, last_wait};

thread_local! {
    /// The tasks of this thread, in the order in which they were spawned.
    static TASKS: RefCell<BTreeMap<u64, Entry>> = const {
        RefCell::new(BTreeMap::new())
    };
    /// The task that is polled.
    static CURRENT: RefCell<Option<Rc<str>>> = const { RefCell::new(None) };
    /// How many there were, ever.
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

struct Entry {
    name: Rc<str>,
    does: Does,
}

enum Does {
    /// Stands in the run queue for the first time.
    Begins,
    Runs,
    /// For what it has said last, if it has said anything.
    Waits(Option<Waits>, Waker),
}

/// Each task of this thread, and what it waits for: a line a task, in the
/// order in which they were spawned. The future of `block_on` is not told.
pub fn dump() -> Vec<String> {
    TASKS.with_borrow(|tasks| tasks.values().map(Entry::line).collect())
}

/// Wakes each task of this thread once, for no reason: whoever waits for what
/// is there already finds it.
pub fn nudge() {
    let wakers: Vec<Waker> = TASKS.with_borrow(|tasks| {
        let waker = |entry: &Entry| match &entry.does {
            Does::Waits(_, waker) => Some(waker.clone()),
            Does::Begins | Does::Runs => None,
        };
        tasks.values().filter_map(waker).collect()
    });
    // Used when nothing is borrowed.
    wakers.into_iter().for_each(Waker::wake);
}

impl Entry {
    fn line(&self) -> String {
        let name = &self.name;
        match &self.does {
            Does::Begins => format!("{name} has not been polled"),
            Does::Runs => format!("{name} runs"),
            Does::Waits(None, _) => format!("{name} waits"),
            Does::Waits(Some(Waits::Timer), _) => {
                format!("{name} waits for a timer")
            }
            Does::Waits(Some(Waits::Socket(what)), _) => {
                format!("{name} waits for a socket: {what}")
            }
            Does::Waits(Some(Waits::Lock(what) | Waits::Task(what)), _) => {
                format!("{name} waits for {what}")
            }
        }
    }
}

/// The name of the task that is polled.
pub(crate) fn current_task() -> Rc<str> {
    let current = CURRENT.with_borrow(Clone::clone);
    current.unwrap_or_else(|| "main".into())
}

/// Makes a task of a future.
///
/// # Panics
///
/// Outside of `block_on`.
pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
{
    spawn_named(&format!("task {}", COUNT.get() + 1), future)
}

/// The same, with the name that the task has in a recording and in a dump.
///
/// # Panics
///
/// Outside of `block_on`.
pub fn spawn_named<F>(name: &str, future: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
{
    before::spawn_named(name, Listed::new(name, future))
}

// ANCHOR: listed
/// A future that is told of in a dump.
struct Listed<F> {
    id: u64,
    name: Rc<str>,
    future: Pin<Box<F>>,
}

impl<F: Future> Future for Listed<F> {
    type Output = F::Output;

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Self::Output> {
        self.does(Does::Runs);
        let _current = Current::set(Rc::clone(&self.name));
        let polled = self.future.as_mut().poll(cx);
        self.does(Does::Waits(last_wait(), cx.waker().clone()));
        polled
    }
}
// ANCHOR_END: listed

impl<F> Listed<F> {
    fn new(name: &str, future: F) -> Self {
        let (id, name) = (COUNT.get() + 1, Rc::<str>::from(name));
        COUNT.set(id);
        let entry = Entry { name: Rc::clone(&name), does: Does::Begins };
        TASKS.with_borrow_mut(|tasks| tasks.insert(id, entry));
        Listed { id, name, future: Box::pin(future) }
    }

    fn does(&self, does: Does) {
        let before = TASKS.with_borrow_mut(|tasks| {
            let entry = tasks.get_mut(&self.id)?;
            Some(mem::replace(&mut entry.does, does))
        });
        // It may have a waker: dropped when nothing is borrowed.
        drop(before);
    }
}

impl<F> Drop for Listed<F> {
    fn drop(&mut self) {
        drop(TASKS.with_borrow_mut(|tasks| tasks.remove(&self.id)));
    }
}

/// As long as this is there, a task is the current one.
struct Current(Option<Rc<str>>);

impl Current {
    fn set(name: Rc<str>) -> Self {
        Current(CURRENT.replace(Some(name)))
    }
}

impl Drop for Current {
    fn drop(&mut self) {
        CURRENT.set(self.0.take());
    }
}
