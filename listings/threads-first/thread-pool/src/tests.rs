//! The pool, without sockets.

use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

fn pool(size: usize) -> Pool {
    Pool::new(size.try_into().unwrap()).unwrap()
}

#[test]
fn dropping_the_pool_waits_for_all_jobs() {
    let done = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&done);
    within(LIMIT, move || {
        let pool = pool(3);
        for _ in 0..50 {
            let counted = Arc::clone(&counted);
            pool.run(move || {
                thread::sleep(Duration::from_millis(1));
                counted.fetch_add(1, Ordering::Relaxed);
            });
        }
    });
    assert_eq!(done.load(Ordering::Relaxed), 50);
}

#[test]
fn two_workers_work_at_the_same_time() {
    within(LIMIT, || {
        let pool = pool(2);
        let both = Arc::new(Barrier::new(2));
        for _ in 0..2 {
            let both = Arc::clone(&both);
            // The first job to come would wait here for ever, if the second
            // could not begin.
            pool.run(move || {
                both.wait();
            });
        }
    });
}

#[test]
fn a_job_that_panics_costs_no_worker() {
    within(LIMIT, || {
        let pool = pool(1);
        let (sender, results) = mpsc::channel();
        pool.run(|| panic!("this job is meant to panic"));
        pool.run(move || sender.send(7).unwrap());
        assert_eq!(results.recv(), Ok(7));
    });
}

#[test]
fn a_worker_takes_jobs_in_the_order_in_which_they_came() {
    let order = within(LIMIT, || {
        let (sender, results) = mpsc::channel();
        let pool = pool(1);
        for number in 0..20 {
            let sender = sender.clone();
            pool.run(move || sender.send(number).unwrap());
        }
        drop((pool, sender));
        results.iter().collect::<Vec<_>>()
    });
    assert_eq!(order, (0..20).collect::<Vec<_>>());
}
