//! A task that blocks its thread, and what goes on beside it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::task::{block_in_place, spawn_blocking};
use tokio::time::sleep;
use tokio::{join, spawn};
use trace::{Wait, traced, waiting};

/// How a task blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It calls what blocks.
    Call,
    /// In `block_in_place`.
    InPlace,
    /// In `spawn_blocking`.
    Elsewhere,
}

/// What went on while the task blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meanwhile {
    /// Whether the clock ticked.
    pub clock: bool,
    /// Whether the letter was read.
    pub letter: bool,
}

/// How long the task blocks.
const BLOCKED: Duration = Duration::from_millis(300);
/// How long it sleeps before.
const NAP: Duration = Duration::from_millis(50);
/// From tick to tick.
const PERIOD: Duration = Duration::from_millis(120);

/// A runtime with so many workers. `None`: of the other flavour.
///
/// # Errors
///
/// When the OS gives no threads or no reactor.
pub fn runtime(workers: Option<usize>) -> io::Result<Runtime> {
    let mut builder = match workers {
        Some(_) => Builder::new_multi_thread(),
        None => Builder::new_current_thread(),
    };
    builder.worker_threads(workers.unwrap_or(1)).enable_all().build()
}

// ANCHOR: three
/// A clock, a reader who waits for a letter, and a postman who sends it and
/// then blocks.
pub async fn three(way: Way) -> Meanwhile {
    let (sender, letter) = oneshot::channel();
    let news = Arc::new(News::default());
    let clock = spawn(traced("clock", clock(Arc::clone(&news))));
    let reader = spawn(traced("reader", {
        let news = Arc::clone(&news);
        async move {
            let letter = waiting(Wait::Task("postman"), letter).await;
            news.read.store(letter.is_ok(), Ordering::Relaxed);
        }
    }));
    let postman = spawn(traced("postman", async move {
        waiting(Wait::Timer, sleep(NAP)).await;
        let ticks = news.ticks.load(Ordering::Relaxed);
        let _ = sender.send("a letter");
        block(way).await;
        Meanwhile {
            clock: news.ticks.load(Ordering::Relaxed) > ticks,
            letter: news.read.load(Ordering::Relaxed),
        }
    }));
    let (meanwhile, _) = join!(postman, reader);
    clock.abort();
    meanwhile.expect("the postman does not panic")
}

async fn block(way: Way) {
    let nap = || thread::sleep(BLOCKED);
    match way {
        Way::Call => nap(),
        Way::InPlace => block_in_place(nap),
        Way::Elsewhere => {
            let slept = waiting(Wait::Task("a thread"), spawn_blocking(nap));
            slept.await.expect("a nap does not panic");
        }
    }
}
// ANCHOR_END: three

/// What the tasks tell.
#[derive(Default)]
struct News {
    ticks: AtomicUsize,
    read: AtomicBool,
}

async fn clock(news: Arc<News>) {
    loop {
        waiting(Wait::Timer, sleep(PERIOD)).await;
        news.ticks.fetch_add(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests;
