//! What is half done when a future is dropped.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use rt_lock::{Mutex, block_on, channel, sleep, timeout};

/// How long each of the futures has.
const LIMIT: Duration = Duration::from_millis(20);
/// How long each of them takes.
const AN_HOUR: Duration = Duration::from_secs(3600);

fn main() {
    block_on(async {
        println!("by hand: {} of 1 places free", free_by_hand().await);
        println!("by a guard: {} of 1 places free", free_by_guard().await);
        let [left, right] = shelves().await;
        println!("two shelves: {left} poems on one, {right} on the other");
        let (waiting, done) = jobs().await;
        println!("a queue of one job: {waiting} in it, {done} done");
    });
}

async fn a_visit() {
    sleep(AN_HOUR).await;
}

// ANCHOR: by-hand
async fn free_by_hand() -> u32 {
    let free = Cell::new(1);
    let visit = async {
        free.update(|free| free - 1);
        a_visit().await;
        free.update(|free| free + 1);
    };
    let _ = timeout(LIMIT, visit).await;
    free.get()
}
// ANCHOR_END: by-hand

async fn free_by_guard() -> u32 {
    let free = Cell::new(1);
    let visit = async {
        let _place = Place::take(&free);
        a_visit().await;
    };
    let _ = timeout(LIMIT, visit).await;
    free.get()
}

// ANCHOR: place
/// A place that is taken, until this is dropped.
struct Place<'a>(&'a Cell<u32>);

impl<'a> Place<'a> {
    fn take(free: &'a Cell<u32>) -> Self {
        free.update(|free| free - 1);
        Place(free)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.update(|free| free + 1);
    }
}
// ANCHOR_END: place

// ANCHOR: shelves
/// How many poems are on each of two shelves in the end.
async fn shelves() -> [usize; 2] {
    let shelves = Mutex::new([vec!["a poem"], vec![]]);
    let carry = async {
        let mut shelves = shelves.lock().await;
        if let Some(poem) = shelves[0].pop() {
            a_visit().await;
            shelves[1].push(poem);
        }
    };
    let _ = timeout(LIMIT, carry).await;
    let shelves = shelves.lock().await;
    shelves.each_ref().map(Vec::len)
}
// ANCHOR_END: shelves

// ANCHOR: jobs
/// How many jobs are in the queue in the end, and how many are done.
async fn jobs() -> (usize, usize) {
    let (sender, mut receiver) = channel(1);
    let _ = sender.send("a job").await;
    drop(sender);
    let done = RefCell::new(Vec::new());
    let work = async {
        while let Some(job) = receiver.recv().await {
            a_visit().await;
            done.borrow_mut().push(job);
        }
    };
    let _ = timeout(LIMIT, work).await;
    let mut waiting = 0;
    while receiver.recv().await.is_some() {
        waiting += 1;
    }
    (waiting, done.take().len())
}
// ANCHOR_END: jobs

#[cfg(test)]
mod tests {
    use super::*;
    use time_limit::within;

    #[test]
    fn only_what_a_destructor_does_is_done() {
        within(Duration::from_secs(20), || {
            block_on(async {
                assert_eq!(free_by_hand().await, 0);
                assert_eq!(free_by_guard().await, 1);
                assert_eq!(shelves().await, [0, 0]);
                assert_eq!(jobs().await, (0, 0));
            });
        });
    }
}
