//! A runtime behind a function that may be called from anywhere.

use std::io;
use std::pin::Pin;
use std::sync::mpsc as std_mpsc;
use std::thread::{self, JoinHandle};

use tokio::runtime::LocalRuntime;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::spawn_local;

/// Makes a future in the thread that polls it, so that it need not be `Send`.
type Job = Box<dyn FnOnce() -> Pin<Box<dyn Future<Output = ()>>> + Send>;

/// A runtime in a thread of its own.
pub struct Engine {
    /// `None` while it is dropped.
    jobs: Option<UnboundedSender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Engine {
    /// Starts the thread.
    ///
    /// # Errors
    ///
    /// When the OS gives no thread, or no reactor.
    pub fn start() -> io::Result<Engine> {
        let (jobs, mut inbox) = unbounded_channel::<Job>();
        let (begun, begin) = std_mpsc::channel();
        let thread = thread::Builder::new().spawn(move || {
            let runtime = match LocalRuntime::new() {
                Ok(runtime) => runtime,
                Err(error) => return drop(begun.send(Err(error))),
            };
            // Whoever has started this thread waits for it.
            let _ = begun.send(Ok(()));
            runtime.block_on(async {
                while let Some(job) = inbox.recv().await {
                    spawn_local(job());
                }
            });
        })?;
        begin.recv().map_err(io::Error::other)??;
        Ok(Engine { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Runs a future over there, and waits for its output here. This blocks
    /// the thread that calls, and no runtime but the caller's notices.
    ///
    /// # Panics
    ///
    /// If the future panics.
    pub fn run<T, F>(&self, make: impl FnOnce() -> F + Send + 'static) -> T
    where
        T: Send + 'static,
        F: Future<Output = T> + 'static,
    {
        let (sender, output) = std_mpsc::channel();
        let job: Job = Box::new(move || {
            Box::pin(async move {
                // Whoever calls waits for it.
                let _ = sender.send(make().await);
            })
        });
        let jobs = self.jobs.as_ref().expect("it is there until the drop");
        // If the thread is gone, so is the sender in the job.
        let _ = jobs.send(job);
        output.recv().expect("the future does not panic")
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // Without senders, the inbox says that this is the end.
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // A panic has been told by the hook.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use time_limit::within;
    use tokio::runtime::Builder;
    use tokio::time::sleep;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    fn seven(engine: &Engine) -> u32 {
        engine.run(|| async {
            // Not `Send`, and it needs a timer.
            let seven = Rc::new(7);
            sleep(Duration::from_millis(1)).await;
            *seven
        })
    }

    #[test]
    fn it_may_be_called_without_a_runtime_and_inside_of_one() {
        within(LIMIT, || {
            let engine = Engine::start().unwrap();
            assert_eq!(seven(&engine), 7);
            for mut flavour in
                [Builder::new_current_thread(), Builder::new_multi_thread()]
            {
                let runtime = flavour.enable_all().build().unwrap();
                assert_eq!(runtime.block_on(async { seven(&engine) }), 7);
            }
        });
    }

    #[test]
    fn two_callers_wait_side_by_side() {
        within(LIMIT, || {
            let engine = Engine::start().unwrap();
            let (sender, letter) = tokio::sync::oneshot::channel();
            let (begun, begin) = std_mpsc::channel();
            thread::scope(|scope| {
                let waits = scope.spawn(|| {
                    engine.run(|| async move {
                        begun.send(()).unwrap();
                        letter.await.unwrap()
                    })
                });
                begin.recv().unwrap();
                engine.run(|| async move { sender.send("hello").unwrap() });
                assert_eq!(waits.join().unwrap(), "hello");
            });
        });
    }

    #[test]
    fn what_waits_at_the_end_is_dropped() {
        struct Candle(Arc<AtomicBool>);
        impl Drop for Candle {
            fn drop(&mut self) {
                self.0.store(true, Ordering::SeqCst);
            }
        }
        within(LIMIT, || {
            let (out, engine) = (Arc::default(), Engine::start().unwrap());
            let candle = Candle(Arc::clone(&out));
            engine.run(|| async {
                drop(spawn_local(async move {
                    let _candle = candle;
                    std::future::pending::<()>().await;
                }));
            });
            drop(engine);
            assert!(out.load(Ordering::SeqCst));
        });
    }
}
