//! A pool whose workers hold the queue while they work, and the cure.
//!
//! In `while let Ok(job) = queue.lock()….recv()`, the guard is a temporary value of the expression
//! after `=`. Such a value lives to the end of the whole `while let`, the body included. So the
//! worker that has a job also has the lock, and all others wait for the lock instead of for a job.
//! `let` drops its temporary values at the semicolon.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, UsageError};

const HELP: &str = "\
Two workers and two jobs of 200 ms, with two loops that look alike.

Usage: solution-held-queue

Options:
  -h, --help  Print this help
";

fn main() -> ExitCode {
    arguments::main(env!("CARGO_PKG_NAME"), HELP, run)
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    if let Some(operand) = arguments.operands()?.first() {
        let message = format!("takes no operands, and got {operand:?}");
        return Err(UsageError::new(message).into());
    }
    let nap = || thread::sleep(Duration::from_millis(200));
    let loops: [(&str, Loop); 2] =
        [("while let", work_and_hold), ("let", work_and_release)];
    for (name, work) in loops {
        let begin = Instant::now();
        with_two_workers(work, [Box::new(nap), Box::new(nap)]);
        let ms = begin.elapsed().as_millis();
        writeln!(io::stdout(), "{name}: both jobs done after {ms} ms")?;
    }
    Ok(())
}

type Job = Box<dyn FnOnce() + Send>;
type Loop = fn(&Mutex<Receiver<Job>>);

fn work_and_hold(queue: &Mutex<Receiver<Job>>) {
    while let Ok(job) =
        queue.lock().unwrap_or_else(PoisonError::into_inner).recv()
    {
        job();
    }
}

fn work_and_release(queue: &Mutex<Receiver<Job>>) {
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else {
            return;
        };
        job();
    }
}

/// Returns when both jobs are done.
fn with_two_workers(work: Loop, jobs: [Job; 2]) {
    let (sender, queue) = mpsc::channel();
    let queue = Mutex::new(queue);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| work(&queue));
        }
        for job in jobs {
            sender.send(job).expect("the queue outlives the scope");
        }
        drop(sender);
    });
}

#[cfg(test)]
mod tests {
    use time_limit::within;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    /// Two jobs that need each other: each says that it has begun, and waits until the other has
    /// said so, too, or until its patience ends. Says whether both met.
    fn meet(work: Loop, patience: Duration) -> bool {
        let (ant_says, bee_hears) = mpsc::channel();
        let (bee_says, ant_hears) = mpsc::channel();
        let (sender, met) = mpsc::channel();
        let job = |says: mpsc::Sender<()>, hears: Receiver<()>| -> Job {
            let sender = sender.clone();
            Box::new(move || {
                // Nobody hears it if the other's patience has ended.
                let _ = says.send(());
                sender.send(hears.recv_timeout(patience).is_ok()).unwrap();
            })
        };
        let jobs = [job(ant_says, ant_hears), job(bee_says, bee_hears)];
        within(LIMIT, move || with_two_workers(work, jobs));
        drop(sender);
        met.iter().all(|met| met)
    }

    #[test]
    fn with_the_queue_free_two_jobs_run_at_the_same_time() {
        assert!(meet(work_and_release, LIMIT));
    }

    #[test]
    fn with_the_queue_held_they_never_do() {
        assert!(!meet(work_and_hold, Duration::from_millis(300)));
    }
}
