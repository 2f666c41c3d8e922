//! Three executors for several tasks.

use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Wake, Waker};
use std::thread::{self, Thread};

/// A task; `None` when it is over.
pub(crate) type Slot = Option<Pin<Box<dyn Future<Output = ()>>>>;

// ANCHOR: ask-again
/// Polls all tasks, again and again. Returns how often it has polled one.
pub(crate) fn ask_again(mut tasks: Vec<Slot>) -> u64 {
    let mut polls = 0;
    while tasks.iter().any(Option::is_some) {
        for task in &mut tasks {
            polls += poll(task, Waker::noop());
        }
    }
    polls
}
// ANCHOR_END: ask-again

// ANCHOR: ask-all
/// Polls all tasks whenever any is woken.
pub(crate) fn ask_all(mut tasks: Vec<Slot>) -> u64 {
    let mut polls = 0;
    let woken = Woken::of_this_thread();
    let waker = waker(&woken, 0);
    while tasks.iter().any(Option::is_some) {
        for task in &mut tasks {
            polls += poll(task, &waker);
        }
        if tasks.iter().any(Option::is_some) {
            woken.wait();
        }
    }
    polls
}
// ANCHOR_END: ask-all

// ANCHOR: ask-woken
/// Polls all tasks once, and then those that are woken.
pub(crate) fn ask_woken(mut tasks: Vec<Slot>) -> u64 {
    let mut polls = 0;
    let woken = Woken::of_this_thread();
    let wakers: Vec<_> = (0..tasks.len()).map(|n| waker(&woken, n)).collect();
    let mut numbers: Vec<usize> = (0..tasks.len()).collect();
    loop {
        for number in numbers {
            polls += poll(&mut tasks[number], &wakers[number]);
        }
        if tasks.iter().all(Option::is_none) {
            return polls;
        }
        numbers = woken.wait();
    }
}
// ANCHOR_END: ask-woken

/// Polls a task, unless it is over. Returns how often.
fn poll(slot: &mut Slot, waker: &Waker) -> u64 {
    let Some(task) = slot else { return 0 };
    if task.as_mut().poll(&mut Context::from_waker(waker)).is_ready() {
        *slot = None;
    }
    1
}

// ANCHOR: bell
/// Which tasks have been woken, and the thread that polls them.
struct Woken {
    numbers: Mutex<Vec<usize>>,
    thread: Thread,
}

/// Wakes one of the tasks.
struct Bell {
    number: usize,
    woken: Arc<Woken>,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.woken.add(self.number);
        self.woken.thread.unpark();
    }
}
// ANCHOR_END: bell

fn waker(woken: &Arc<Woken>, number: usize) -> Waker {
    Waker::from(Arc::new(Bell { number, woken: Arc::clone(woken) }))
}

impl Woken {
    fn of_this_thread() -> Arc<Woken> {
        let numbers = Mutex::default();
        Arc::new(Woken { numbers, thread: thread::current() })
    }

    fn add(&self, number: usize) {
        let numbers = self.numbers.lock();
        numbers.expect("nothing panics under this lock").push(number);
    }

    /// Those that have been woken since the last time, at least one.
    fn wait(&self) -> Vec<usize> {
        loop {
            let numbers = self.numbers.lock();
            let mut numbers = numbers.expect("nothing panics under this lock");
            if !numbers.is_empty() {
                return mem::take(&mut numbers);
            }
            drop(numbers);
            thread::park();
        }
    }
}
