//! An executor with several workers. It has no reactor: its tasks wait for
//! each other, and for other threads.

mod queue;
mod task;

use std::sync::Arc;
use std::thread::{self, JoinHandle};

use queue::Queue;
use task::Task;

/// Threads that share a run queue. Its drop waits until nothing is ready, and
/// ends them; tasks that still wait are dropped with their wakers.
pub struct Workers {
    queue: Arc<Queue<Arc<Task>>>,
    threads: Vec<JoinHandle<()>>,
}

impl Workers {
    /// Starts so many threads.
    pub fn start(count: usize) -> Self {
        let queue: Arc<Queue<Arc<Task>>> = Arc::default();
        let threads = (0..count)
            .map(|_| {
                let queue = Arc::clone(&queue);
                thread::spawn(move || {
                    while let Some(task) = queue.pop() {
                        task.poll();
                    }
                })
            })
            .collect();
        Workers { queue, threads }
    }

    /// Gives a future to the workers. Any of them may poll it, now one and
    /// then another: so it must be `Send`.
    pub fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        let task = Task::new(Box::pin(future), Arc::clone(&self.queue));
        self.queue.push(Arc::new(task));
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.queue.close();
        for thread in self.threads.drain(..) {
            // A task that panics has ended its worker, and nobody else.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests;
