//! Futures that an executor polls: one that has no calls of its own, Tokio's above all.

use std::cell::Cell;
use std::fmt::Display;
use std::future::{Future, poll_fn};
use std::panic::Location;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Wake, Waker};

use crate::recorder::Event;
use crate::{Recorded, Task, Wait};

thread_local! {
    /// What the future that was polled last on this thread waits for, and where it says so.
    static WAITS: Cell<Option<(Wait<'static>, &'static Location<'static>)>> = const { Cell::new(None) };
}

/// The future as a task of this name: it begins now, and each poll, wait and wake is recorded.
///
/// For what is given to `spawn`, or to `block_on`: the tasks of an executor, not the futures within
/// them. What one of those waits for is said by [`waiting`]; without it, it waits for a wake-up. A
/// future that is dropped before it is ready was cut short.
#[track_caller]
pub fn traced<F: Future>(name: impl Display, future: F) -> impl Future<Output = F::Output> {
    let place = Location::caller();
    let task = Task::begin(name);
    async move {
        let Task(Some(recorded)) = &task else { return future.await };
        let mut future = pin!(future);
        let turn =
            Arc::new(Turn { task: Arc::downgrade(recorded), place, woken: Mutex::new(false) });
        let output = poll_fn(|context| {
            *turn.woken() = false;
            WAITS.set(None);
            recorded.record(Event::Poll, place.into());
            let then = context.waker().clone();
            let waker = Waker::from(Arc::new(TracedWaker { turn: turn.clone(), then }));
            let poll = future.as_mut().poll(&mut Context::from_waker(&waker));
            if poll.is_pending() {
                turn.pause(recorded, WAITS.take());
            }
            poll
        });
        let output = output.await;
        task.end_at(place.into());
        output
    }
}

/// The future, which says what its task waits for while it is pending: a socket, a timer, a lock.
#[track_caller]
pub fn waiting<F: Future>(on: Wait<'static>, future: F) -> impl Future<Output = F::Output> {
    let place = Location::caller();
    async move {
        let mut future = pin!(future);
        poll_fn(|context| {
            let poll = future.as_mut().poll(context);
            if poll.is_pending() {
                WAITS.set(Some((on, place)));
            }
            poll
        })
        .await
    }
}

/// A task between two polls, for all its wakers.
struct Turn {
    /// A waker doesn't keep its task alive: a task is cut short when its future is dropped, even if
    /// a timer has a waker of it still.
    task: Weak<Recorded>,
    place: &'static Location<'static>,
    /// Whether somebody has woken the task since it was polled last.
    woken: Mutex<bool>,
}

impl Turn {
    /// Nothing that could panic is done under the lock but writing, which never does.
    fn woken(&self) -> MutexGuard<'_, bool> {
        self.woken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The task has returned `Pending`. Who is woken while it runs is ready at once. Under the lock,
    /// so that no wake-up comes between the question and the record.
    fn pause(&self, task: &Recorded, waits: Option<(Wait<'static>, &'static Location<'static>)>) {
        let (on, place) = waits.unwrap_or((Wait::Task("wake-up"), self.place));
        let woken = self.woken();
        let event = if *woken { Event::Ready } else { Event::Wait(on) };
        task.record(event, place.into());
    }
}

/// Records that a task is woken, and wakes it.
struct TracedWaker {
    turn: Arc<Turn>,
    then: Waker,
}

impl Wake for TracedWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if let Some(task) = self.turn.task.upgrade() {
            let mut woken = self.turn.woken();
            *woken = true;
            task.record(Event::Wake, self.turn.place.into());
        }
        self.then.wake_by_ref();
    }
}
