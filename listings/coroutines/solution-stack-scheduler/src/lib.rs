//! Solution: a scheduler for coroutines with stacks. They start others, give way, and sleep.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

use stackful::{Coroutine, Pause, STACK};

/// What time it is, and how to wait. Tests have one that takes no time.
pub trait Clock {
    /// Since the clock was started.
    fn now(&self) -> Duration;
    /// Returns when it is so late.
    fn wait_until(&self, time: Duration);
}

/// The clock on the wall.
#[derive(Debug)]
pub struct Wall(pub Instant);

impl Clock for Wall {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }

    fn wait_until(&self, time: Duration) {
        thread::sleep(time.saturating_sub(self.now()));
    }
}

/// What a task can do beside computing.
pub struct Here<'a> {
    pause: &'a Pause,
    shared: &'a Rc<Shared>,
}

impl Here<'_> {
    /// Lets the others run, and goes on after them.
    pub fn give_way(&self) {
        self.shared.wish.set(Wish::GiveWay);
        self.pause.pause();
    }

    /// Goes on when so much time has passed.
    pub fn sleep(&self, time: Duration) {
        let due = self.shared.clock.now() + time;
        self.shared.wish.set(Wish::SleepUntil(due));
        self.pause.pause();
    }

    /// Starts another task. It joins the queue at its end.
    ///
    /// # Errors
    /// When there is no stack for it.
    pub fn spawn(&self, task: impl FnOnce(&Here) + 'static) -> io::Result<()> {
        let task = begin(self.shared, task)?;
        self.shared.spawned.borrow_mut().push(task);
        Ok(())
    }
}

/// What the scheduler and its tasks can reach.
struct Shared {
    clock: Box<dyn Clock>,
    /// Tasks that the running one has started.
    spawned: RefCell<Vec<Task>>,
    /// Why the running one has paused.
    wish: Cell<Wish>,
}

type Task = Coroutine<'static, ()>;

#[derive(Debug, Clone, Copy)]
enum Wish {
    GiveWay,
    SleepUntil(Duration),
}

fn begin(
    shared: &Rc<Shared>,
    task: impl FnOnce(&Here) + 'static,
) -> io::Result<Task> {
    let shared = Rc::clone(shared);
    Coroutine::new(STACK, move |pause| {
        task(&Here { pause, shared: &shared });
    })
}

/// Runs `first`, and all tasks that it starts, until none is left.
///
/// # Errors
/// When there is no stack for `first`.
pub fn run(
    clock: impl Clock + 'static,
    first: impl FnOnce(&Here) + 'static,
) -> io::Result<()> {
    let shared = Rc::new(Shared {
        clock: Box::new(clock),
        spawned: RefCell::default(),
        wish: Cell::new(Wish::GiveWay),
    });
    let mut ready = VecDeque::from([begin(&shared, first)?]);
    // By the time when they are due, and then by the order in which they fell asleep.
    let mut asleep: BTreeMap<(Duration, u64), Task> = BTreeMap::new();
    let mut number = 0;
    loop {
        let now = shared.clock.now();
        while let Some(first) = asleep.first_entry()
            && first.key().0 <= now
        {
            ready.push_back(first.remove());
        }
        if let Some(mut task) = ready.pop_front() {
            let has_ended = task.resume().is_ready();
            ready.extend(shared.spawned.take());
            match shared.wish.get() {
                _ if has_ended => {}
                Wish::GiveWay => ready.push_back(task),
                Wish::SleepUntil(due) => {
                    asleep.insert((due, number), task);
                    number += 1;
                }
            }
        } else if let Some(((due, _), _)) = asleep.first_key_value() {
            shared.clock.wait_until(*due);
        } else {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests;
