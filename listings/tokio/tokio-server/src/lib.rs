//! The slow server on Tokio: each guest is a task that sleeps.

use std::future::poll_fn;
use std::io::{self, ErrorKind};
use std::num::NonZeroUsize;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::spawn;
use tokio::time::{Sleep, sleep};
use trace::traced;

/// How fast a poem goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// How many bytes make a piece.
    pub bytes: NonZeroUsize,
    /// The pause before each piece.
    pub delay: Duration,
    /// A guest that has not taken the poem by then is given up.
    pub limit: Duration,
}

/// The rest after an `accept` that failed: the next one would fail at once.
const REST: Duration = Duration::from_millis(100);

// ANCHOR: serve
/// Sends the poem to all who connect. Never ends.
pub async fn serve(listener: TcpListener, poem: Arc<[u8]>, pace: Pace) {
    for guest in 1.. {
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                eprintln!("tokio-server: can't accept: {error}");
                sleep(REST).await;
                continue;
            }
        };
        let poem = Arc::clone(&poem);
        drop(spawn(traced(format!("guest {guest}"), async move {
            if let Err(error) = send(stream, &poem, pace).await {
                eprintln!("tokio-server: lost {peer}: {error}");
            }
        })));
    }
}
// ANCHOR_END: serve

/// Sends the poem to one guest, piece by piece.
async fn send(
    mut stream: TcpStream,
    poem: &[u8],
    pace: Pace,
) -> io::Result<()> {
    let mut deadline = pin!(sleep(pace.limit));
    for piece in poem.chunks(pace.bytes.get()) {
        sleep(pace.delay).await;
        write_before(deadline.as_mut(), &mut stream, piece).await?;
    }
    Ok(())
}

/// Writes the piece, if the deadline of the connection does not come first.
async fn write_before(
    mut deadline: Pin<&mut Sleep>,
    stream: &mut TcpStream,
    piece: &[u8],
) -> io::Result<()> {
    let mut write = pin!(stream.write_all(piece));
    poll_fn(|cx| match deadline.as_mut().poll(cx) {
        Poll::Ready(()) => Poll::Ready(Err(ErrorKind::TimedOut.into())),
        Poll::Pending => write.as_mut().poll(cx),
    })
    .await
}

#[cfg(test)]
mod tests;
