//! The runtime: Tokio's, in one thread. No other module names it.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::net;
use tokio::runtime::LocalRuntime;
use tokio::task::{JoinHandle, spawn_local};
use tokio::time;
use tokio::time::error::Elapsed;
use trace::{Wait, traced, waiting};

// ANCHOR: engine
pub use tiny_rt::{LetterSender, Semaphore, letter};

/// Polls a future, and what it spawns, on a runtime of its own.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = LocalRuntime::new().expect("the OS gives a reactor");
    runtime.block_on(future)
}

/// A task; the name is for a recording.
pub fn spawn<F: Future + 'static>(
    name: &str,
    future: F,
) -> JoinHandle<F::Output> {
    spawn_local(traced(name.to_owned(), future))
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
// ANCHOR_END: engine

// ANCHOR: stream
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
// ANCHOR_END: stream
