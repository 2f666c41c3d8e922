//! A thread pool by hand: as many threads as you say, and a queue of jobs.

use std::io;
use std::num::NonZeroUsize;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

// ANCHOR: pool
type Job = Box<dyn FnOnce() + Send>;

/// Threads that take jobs from one queue.
#[derive(Debug)]
pub struct Pool {
    // Fields are dropped in this order. The workers end when no sender is
    // left: the other way round, `join` would wait for ever.
    jobs: Sender<Job>,
    _workers: Workers,
}

impl Pool {
    /// Starts the workers.
    pub fn new(size: NonZeroUsize) -> io::Result<Pool> {
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        let mut workers = Workers(Vec::new());
        for number in 1..=size.get() {
            let queue = Arc::clone(&queue);
            let worker = thread::Builder::new()
                .name(format!("worker {number}"))
                .spawn(move || work(&queue))?;
            workers.0.push(worker);
        }
        Ok(Pool { jobs, _workers: workers })
    }

    /// Puts a job into the queue. Never waits.
    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        self.jobs.send(Box::new(job)).expect("workers outlive the pool");
    }
}
// ANCHOR_END: pool

// ANCHOR: work
fn work(queue: &Mutex<Receiver<Job>>) {
    loop {
        // The guard lives to the end of this statement. Then another worker
        // can wait for the next job, while this one does its own.
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else {
            return; // The pool is gone, and the queue is empty.
        };
        // A job that panics ends here, and the worker goes on. The panic
        // hook has printed its message.
        let _ = panic::catch_unwind(AssertUnwindSafe(job));
    }
}
// ANCHOR_END: work

// ANCHOR: drop
#[derive(Debug)]
struct Workers(Vec<JoinHandle<()>>);

impl Drop for Workers {
    /// Waits until all jobs in the queue are done.
    fn drop(&mut self) {
        for worker in self.0.drain(..) {
            worker.join().expect("a worker catches the panics of its jobs");
        }
    }
}
// ANCHOR_END: drop

#[cfg(test)]
mod tests;
