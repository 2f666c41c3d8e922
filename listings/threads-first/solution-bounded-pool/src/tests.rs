//! The pool, with jobs that wait until the test lets them go on.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

fn pool(size: usize, room: usize) -> Pool {
    Pool::new(size.try_into().unwrap(), room).unwrap()
}

/// A job that says when it begins, and ends when the other sender is dropped.
fn stopped() -> (impl FnOnce() + Send, Receiver<()>, mpsc::Sender<()>) {
    let (says, begun) = mpsc::channel();
    let (stop, stopped) = mpsc::channel();
    let job = move || {
        says.send(()).unwrap();
        // Waits until nobody can send any more.
        let _ = stopped.recv();
    };
    (job, begun, stop)
}

#[test]
fn a_full_queue_takes_no_job_and_a_free_one_does() {
    within(LIMIT, || {
        let pool = pool(1, 1);
        let (job, begun, stop) = stopped();
        pool.run(job);
        begun.recv().unwrap();
        // The only worker is busy: this job stays in the queue, and fills it.
        assert_eq!(pool.try_run(|| {}), Ok(()));
        assert_eq!(pool.try_run(|| {}), Err(Full));
        drop(stop);
        let (sender, done) = mpsc::channel();
        pool.run(move || sender.send(()).unwrap());
        assert_eq!(done.recv(), Ok(()));
    });
}

#[test]
fn run_waits_until_there_is_room() {
    within(LIMIT, || {
        let pool = Arc::new(pool(1, 0));
        let (job, begun, stop) = stopped();
        pool.run(job);
        begun.recv().unwrap();
        let (sender, returned) = mpsc::channel();
        let caller = thread::spawn({
            let pool = Arc::clone(&pool);
            move || {
                pool.run(|| {});
                sender.send(()).unwrap();
            }
        });
        let patience = Duration::from_millis(100);
        assert!(returned.recv_timeout(patience).is_err());
        drop(stop);
        assert_eq!(returned.recv(), Ok(()));
        caller.join().unwrap();
    });
}

#[test]
fn dropping_the_pool_waits_for_all_jobs() {
    let done = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&done);
    within(LIMIT, move || {
        let pool = pool(3, 5);
        for _ in 0..50 {
            let counted = Arc::clone(&counted);
            pool.run(move || {
                counted.fetch_add(1, Ordering::Relaxed);
            });
        }
    });
    assert_eq!(done.load(Ordering::Relaxed), 50);
}

#[test]
fn a_job_that_panics_costs_no_worker() {
    within(LIMIT, || {
        let pool = pool(1, 1);
        let (sender, results) = mpsc::channel();
        pool.run(|| panic!("this job is meant to panic"));
        pool.run(move || sender.send(7).unwrap());
        assert_eq!(results.recv(), Ok(7));
    });
}
