//! What the recorder is told of tasks. When nothing is recorded, this is
//! next to nothing.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::thread;

use trace::{Task, Wait};

/// A task as the recorder knows it.
#[derive(Debug)]
pub struct Lane {
    task: Task,
    /// Whether it has been woken since it was last polled.
    woken: AtomicBool,
    /// A waker can be used when its task is long over.
    over: AtomicBool,
}

/// What a future waits for.
#[derive(Debug, Clone)]
pub enum Waits {
    /// For a socket, to do this.
    Socket(&'static str),
    /// For a point in time.
    Timer,
    /// For what others have to give back, by its name.
    Lock(Rc<str>),
    /// For another task, by its name.
    Task(Rc<str>),
}

thread_local! {
    static WAITS: Cell<Option<Waits>> = const { Cell::new(None) };
    /// The task, or its part, that is polled: its parts may have lanes of
    /// their own.
    static OUTER: RefCell<Option<Task>> = const { RefCell::new(None) };
}

/// A future says what the task waits for, before it returns `Pending`.
pub fn waits_for(what: Waits) {
    WAITS.set(Some(what));
}

/// What the task that is polled has said last, in this poll.
pub fn last_wait() -> Option<Waits> {
    let last = WAITS.take();
    WAITS.set(last.clone());
    last
}

impl Lane {
    /// A task begins to exist.
    #[track_caller]
    pub fn begin(name: &str) -> Lane {
        Lane {
            task: Task::begin(name),
            woken: AtomicBool::new(false),
            over: AtomicBool::new(false),
        }
    }

    /// The future of a `block_on` begins to exist; it is named after its
    /// thread.
    pub fn of_this_thread() -> Lane {
        Lane::begin(thread::current().name().unwrap_or("main"))
    }

    /// It is polled.
    #[track_caller]
    pub fn polled(&self) {
        OUTER.set(Some(self.task.clone()));
        self.begins();
    }

    /// It has returned `Pending`.
    #[track_caller]
    pub fn pending(&self) {
        OUTER.take();
        self.waits();
    }

    #[track_caller]
    fn begins(&self) {
        WAITS.set(None);
        self.woken.store(false, Ordering::Relaxed);
        self.task.polled();
    }

    #[track_caller]
    fn waits(&self) {
        if self.woken.load(Ordering::Relaxed) {
            return self.task.ready();
        }
        self.task.wait(match &WAITS.take() {
            Some(Waits::Socket(what)) => Wait::Socket(what),
            Some(Waits::Timer) => Wait::Timer,
            Some(Waits::Lock(name)) => Wait::Lock(name),
            Some(Waits::Task(name)) => Wait::Task(name),
            None => Wait::Task("whoever has its waker"),
        });
    }

    /// It is woken.
    #[track_caller]
    pub fn woken(&self) {
        if !self.over.load(Ordering::Relaxed) {
            self.woken.store(true, Ordering::Relaxed);
            self.task.wake();
        }
    }

    /// It has returned `Ready`.
    #[track_caller]
    pub fn ended(&self) {
        OUTER.take();
        self.ends();
    }

    #[track_caller]
    fn ends(&self) {
        if !self.over.swap(true, Ordering::Relaxed) {
            self.task.end();
        }
    }

    /// Polls a part. The task that it is a part of is ready meanwhile: one
    /// thread runs one task at a time.
    #[track_caller]
    pub fn poll_part<T>(&self, poll: impl FnOnce() -> Poll<T>) -> Poll<T> {
        // The part may have parts in turn.
        let outer = OUTER.replace(Some(self.task.clone()));
        if let Some(outer) = &outer {
            outer.ready();
        }
        self.begins();
        let polled = poll();
        match &polled {
            Poll::Ready(_) => self.ends(),
            Poll::Pending => self.waits(),
        }
        waits_for(Waits::Task("its parts".into()));
        if let Some(outer) = &outer {
            outer.run();
        }
        OUTER.set(outer);
        polled
    }
}
