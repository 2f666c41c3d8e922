//! A server that is slow on purpose: it sends a poem a few bytes at a time, with a pause before
//! each piece. [`serve`] is the server, [`send`] its work
//! for one client, and [`start`] a server in the background, for tests.

mod jitter;

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use jitter::Jitter;

/// How fast a poem goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// How many bytes make a piece.
    pub bytes: NonZeroUsize,
    /// The pause before each piece.
    pub delay: Duration,
    /// Each pause is longer by chance, by this at most.
    pub jitter: Duration,
}

/// A client that reads nothing for so long has lost its poem.
const PATIENCE: Duration = Duration::from_secs(30);

// ANCHOR: send
/// Sends the poem to one client, piece by piece.
pub fn send(mut client: &TcpStream, poem: &[u8], pace: Pace) -> io::Result<()> {
    // Small writes go out at once, and don't wait to be put together.
    client.set_nodelay(true)?;
    client.set_write_timeout(Some(PATIENCE))?;
    let mut jitter = Jitter::new();
    for piece in poem.chunks(pace.bytes.get()) {
        thread::sleep(pace.delay + jitter.up_to(pace.jitter));
        client.write_all(piece)?;
    }
    Ok(())
}
// ANCHOR_END: send

// ANCHOR: serve
/// Sends the poem to every client, in a thread for each. Never returns.
pub fn serve(listener: &TcpListener, poem: Arc<[u8]>, pace: Pace) -> ! {
    loop {
        let (client, peer) = match listener.accept() {
            Ok(accepted) => accepted,
            Err(error) => {
                eprintln!("slow-server: can't accept a client: {error}");
                // Without a free descriptor, the next try would fail at once.
                thread::sleep(Duration::from_millis(100));
                continue;
            }
        };
        let poem = Arc::clone(&poem);
        let spawned = thread::Builder::new().spawn(move || {
            // Its client is gone: this thread ends, and nobody else notices.
            if let Err(error) = send(&client, &poem, pace) {
                eprintln!("slow-server: lost {peer}: {error}");
            }
        });
        if let Err(error) = spawned {
            // The closure is dropped, and the connection in it closed.
            eprintln!("slow-server: no thread for {peer}: {error}");
        }
    }
}
// ANCHOR_END: serve

/// Starts a server in the background, on a free port of this machine, for as long as the process
/// lives. For tests.
pub fn start(poem: &[u8], pace: Pace) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let poem = Arc::from(poem);
    thread::Builder::new().spawn(move || serve(&listener, poem, pace))?;
    Ok(address)
}

#[cfg(test)]
mod tests;
