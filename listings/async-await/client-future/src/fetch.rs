//! A poem, and what is told of it.

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::task::{Poll, ready};
use std::time::Instant;

use rt_time::net::TcpStream;

// ANCHOR: fetch
pub async fn fetch(server: SocketAddr) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(server).await?;
    let mut poem = Vec::new();
    let mut buffer = [0; 512];
    loop {
        match stream.read(&mut buffer).await? {
            0 => return Ok(poem),
            count => poem.extend_from_slice(&buffer[..count]),
        }
    }
}
// ANCHOR_END: fetch

// ANCHOR: piece
/// The same, and keeps no buffer while it waits.
pub async fn fetch_slim(server: SocketAddr) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(server).await?;
    let mut poem = Vec::new();
    while piece(&mut stream, &mut poem).await? > 0 {}
    Ok(poem)
}

/// Appends the next piece of the poem, and says how long it is.
async fn piece(
    stream: &mut TcpStream,
    poem: &mut Vec<u8>,
) -> io::Result<usize> {
    poll_fn(|cx| {
        // On the stack of one poll. A read that is pending has read nothing,
        // so it can be dropped and made anew in the next poll.
        let mut buffer = [0; 512];
        let count = ready!(pin!(stream.read(&mut buffer)).poll(cx))?;
        poem.extend_from_slice(&buffer[..count]);
        Poll::Ready(Ok(count))
    })
    .await
}
// ANCHOR_END: piece

/// Whether the poem came.
pub async fn tell(server: SocketAddr, begin: Instant) -> bool {
    let result = fetch(server).await;
    let time = begin.elapsed().as_secs_f64() * 1000.0;
    match &result {
        Ok(poem) => println!("{server}: {time:.1} ms, {} bytes", poem.len()),
        Err(error) => println!("{server}: {time:.1} ms, {error}"),
    }
    result.is_ok()
}
