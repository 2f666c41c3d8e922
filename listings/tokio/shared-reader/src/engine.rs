//! The runtime: Tokio's, with workers. No other module names it.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::net;
use tokio::runtime::Builder;
use tokio::sync;
use tokio::sync::SemaphorePermit;
use tokio::task::JoinHandle;
use tokio::time;
use tokio::time::error::Elapsed;
use trace::{Wait, traced, waiting};

pub use tiny_rt::{LetterSender, letter};

const WORKERS: usize = 2;

/// Polls a future, and what it spawns, on a runtime of its own.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut builder = Builder::new_multi_thread();
    let runtime = builder.worker_threads(WORKERS).enable_all().build();
    runtime.expect("the OS gives threads").block_on(future)
}

/// A task; the name is for a recording.
pub fn spawn<F>(name: &str, future: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send,
{
    tokio::spawn(traced(name.to_owned(), future))
}

/// A sleep of Tokio asks for its runtime when it is made. This one is made at
/// the first poll, when there is a runtime.
pub async fn sleep(duration: Duration) {
    waiting(Wait::Timer, time::sleep(duration)).await;
}

/// The same holds for a timeout.
pub async fn timeout<F: Future>(
    limit: Duration,
    future: F,
) -> Result<F::Output, Elapsed> {
    time::timeout(limit, future).await
}

/// So many at a time, in the order in which they came.
pub struct Semaphore(sync::Semaphore);

impl Semaphore {
    /// All places are free.
    pub fn named(_name: &str, places: usize) -> Self {
        Semaphore(sync::Semaphore::new(places))
    }

    /// Waits for a place.
    pub async fn acquire(&self) -> SemaphorePermit<'_> {
        let permit = waiting(Wait::Lock("a place"), self.0.acquire());
        permit.await.expect("it is never closed")
    }
}

/// A stream with the two functions that are called. In Tokio, `read` is in a
/// trait, which each module would have to name.
pub struct TcpStream(net::TcpStream);

impl TcpStream {
    /// Connects.
    pub async fn connect(server: SocketAddr) -> io::Result<Self> {
        let connected = net::TcpStream::connect(server);
        waiting(Wait::Socket("write"), connected).await.map(TcpStream)
    }

    /// Reads what has come; 0 is the end.
    pub async fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        waiting(Wait::Socket("read"), self.0.read(buffer)).await
    }
}
