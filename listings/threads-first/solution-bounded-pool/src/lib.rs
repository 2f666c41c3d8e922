//! A thread pool whose queue has an end.
//!
//! `mpsc::sync_channel` has room for so many values, and `send` waits when they are there. So
//! whoever has too many jobs waits, and does not fill the memory with them: backpressure.
//!
//! A job must not call [`Pool::run`] on its own pool. If the queue is full and all workers wait
//! for room in it, nobody is left to make some. [`Pool::try_run`] never waits.

use std::num::NonZeroUsize;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, SyncSender, TrySendError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::{fmt, io};

type Job = Box<dyn FnOnce() + Send>;

/// Threads that take jobs from one queue, which has room for a number of them.
#[derive(Debug)]
pub struct Pool {
    // Fields are dropped in this order. The workers end when no sender is
    // left: the other way round, nobody could wait for them.
    jobs: SyncSender<Job>,
    _workers: Workers,
}

/// There is no room in the queue.
#[derive(Debug, PartialEq, Eq)]
pub struct Full;

impl fmt::Display for Full {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no room in the queue")
    }
}

impl std::error::Error for Full {}

impl Pool {
    /// Starts the workers. `room` is for jobs that no worker has taken yet; with 0, a job is
    /// handed over when a worker is free.
    pub fn new(size: NonZeroUsize, room: usize) -> io::Result<Pool> {
        let (jobs, queue) = mpsc::sync_channel(room);
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

    /// Puts a job into the queue. Waits until there is room.
    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        self.jobs.send(Box::new(job)).expect("workers outlive the pool");
    }

    /// Puts a job into the queue, if there is room at once.
    pub fn try_run(
        &self,
        job: impl FnOnce() + Send + 'static,
    ) -> Result<(), Full> {
        self.jobs.try_send(Box::new(job)).map_err(|error| match error {
            TrySendError::Full(_) => Full,
            TrySendError::Disconnected(_) => {
                unreachable!("workers outlive the pool")
            }
        })
    }
}

fn work(queue: &Mutex<Receiver<Job>>) {
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else {
            return;
        };
        let _ = panic::catch_unwind(AssertUnwindSafe(job));
    }
}

#[derive(Debug)]
struct Workers(Vec<JoinHandle<()>>);

impl Drop for Workers {
    fn drop(&mut self) {
        for worker in self.0.drain(..) {
            worker.join().expect("a worker catches the panics of its jobs");
        }
    }
}

#[cfg(test)]
mod tests;
