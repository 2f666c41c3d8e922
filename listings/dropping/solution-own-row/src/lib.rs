//! A row of the table: a reader that keeps what it has read.

use std::io;

use cancel_safety::{Dropped, at_most};
use frame_client::FrameReader;
use rt_lock::net::TcpStream;

/// Reads a frame with a drop after so many polls, and the rest without.
///
/// # Errors
/// Those of the connection.
pub async fn scene(
    stream: TcpStream,
    polls: usize,
) -> io::Result<(Dropped, Vec<Vec<u8>>)> {
    let mut reader = FrameReader::new(stream);
    let mut frames = Vec::new();
    let first = at_most(polls, reader.next_frame()).await;
    let dropped = if first.is_some() { Dropped::No } else { Dropped::Yes };
    frames.extend(first.transpose()?.flatten());
    while let Some(frame) = reader.next_frame().await? {
        frames.push(frame);
    }
    Ok((dropped, frames))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;
    use std::time::Duration;

    use cancel_safety::every_drop;
    use rt_lock::net::TcpListener;
    use rt_lock::{block_on, sleep, spawn};
    use time_limit::within;

    /// The first frame is in three of them.
    const PIECES: [&[u8]; 3] = [b"0", b"5he", b"llo03you"];

    async fn slow_peer() -> TcpStream {
        let address = (Ipv4Addr::LOCALHOST, 0).into();
        let mut listener = TcpListener::bind(address).unwrap();
        let address = listener.local_addr().unwrap();
        let stream = TcpStream::connect(address).await.unwrap();
        let (mut peer, _) = listener.accept().await.unwrap();
        drop(spawn(async move {
            for piece in PIECES {
                sleep(Duration::from_millis(2)).await;
                peer.write_all(piece).await.unwrap();
            }
        }));
        stream
    }

    #[test]
    fn next_frame_is_cancel_safe() {
        let results = within(Duration::from_secs(20), || {
            let scene =
                async |polls| scene(slow_peer().await, polls).await.unwrap();
            block_on(every_drop(scene))
        });
        // A poll at the beginning and one a piece; the last drop is after
        // the third, and with a fourth it is ready.
        assert_eq!(results.len(), 5);
        for frames in results {
            assert_eq!(frames, [b"hello".as_slice(), b"you"]);
        }
    }
}
