//! A talk that ends with a farewell.

use std::io;
use std::mem;

use rt_timeout::net::TcpStream;
use rt_timeout::spawn;

// ANCHOR: talk
/// A talk that should end with a farewell: call `close` at its end.
pub struct Talk {
    /// `None` when the farewell has been said.
    stream: Option<TcpStream>,
    at_drop: AtDrop,
}

impl Talk {
    /// Says goodbye, and waits until it has been said.
    pub async fn close(mut self) -> io::Result<()> {
        // If this future is dropped, the stream goes with it.
        match self.stream.take() {
            Some(stream) => farewell(stream).await,
            None => Ok(()),
        }
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        let Some(stream) = self.stream.take() else { return };
        match mem::take(&mut self.at_drop) {
            // All that can be done at once: the socket is closed.
            AtDrop::Close => drop(stream),
            // Somebody else is to say it, if there is time.
            AtDrop::Spawn => drop(spawn(farewell(stream))),
        }
    }
}
// ANCHOR_END: talk

/// What is done by a drop without a farewell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AtDrop {
    /// The socket is closed.
    #[default]
    Close,
    /// A task is spawned that says goodbye.
    Spawn,
}

async fn farewell(mut stream: TcpStream) -> io::Result<()> {
    stream.write_all(b"goodbye ").await
}

impl Talk {
    /// Begins with a greeting.
    pub async fn open(
        mut stream: TcpStream,
        at_drop: AtDrop,
    ) -> io::Result<Talk> {
        stream.write_all(b"hello ").await?;
        Ok(Talk { stream: Some(stream), at_drop })
    }
}
