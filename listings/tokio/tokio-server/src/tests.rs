//! Guests that read, and one that does not.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Instant;

use time_limit::within;
use tokio::io::AsyncReadExt;
use tokio::runtime::Builder;
use tokio::{join, spawn};

use super::*;

const LIMIT: Duration = Duration::from_secs(20);
const LONG: Duration = Duration::from_secs(3600);

fn pace(bytes: usize, delay: u64, limit: Duration) -> Pace {
    let bytes = NonZeroUsize::new(bytes).unwrap();
    Pace { bytes, delay: Duration::from_millis(delay), limit }
}

async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// All that a guest gets, and in how many reads.
async fn read_all(stream: &mut TcpStream) -> (Vec<u8>, usize) {
    let (mut bytes, mut reads, mut buffer) = (Vec::new(), 0, [0; 4096]);
    loop {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return (bytes, reads),
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
        }
        reads += 1;
    }
}

/// The same on both flavours.
fn on_tokio(test: impl AsyncFn() + Send + 'static) {
    within(LIMIT, move || {
        for mut flavour in
            [Builder::new_current_thread(), Builder::new_multi_thread()]
        {
            flavour.enable_all().build().unwrap().block_on(test());
        }
    });
}

#[test]
fn each_guest_gets_the_poem_in_pieces() {
    on_tokio(async || {
        let (listener, address) = listen().await;
        let poem = Arc::from(*b"a rose is a rose");
        drop(spawn(serve(listener, poem, pace(2, 20, LONG))));
        let fetch = || async move {
            let mut stream = TcpStream::connect(address).await.unwrap();
            read_all(&mut stream).await
        };
        let begin = Instant::now();
        let (one, two) = join!(fetch(), fetch());
        assert!(begin.elapsed() >= Duration::from_millis(8 * 20));
        assert_eq!(one.0, b"a rose is a rose");
        assert_eq!(two.0, b"a rose is a rose");
        assert!(one.1 > 1 && two.1 > 1, "the pauses are missing");
    });
}

#[test]
fn a_guest_that_does_not_read_is_given_up() {
    on_tokio(async || {
        let (listener, address) = listen().await;
        let mut guest = TcpStream::connect(address).await.unwrap();
        let (stream, _) = listener.accept().await.unwrap();
        let poem = vec![b'x'; 64 << 20];
        let limit = Duration::from_millis(50);
        let sent = send(stream, &poem, pace(poem.len(), 0, limit)).await;
        assert_eq!(sent.unwrap_err().kind(), ErrorKind::TimedOut);
        let (got, _) = read_all(&mut guest).await;
        assert!(!got.is_empty() && got.len() < poem.len());
    });
}

#[test]
fn the_deadline_is_one_for_the_whole_poem() {
    on_tokio(async || {
        let (listener, address) = listen().await;
        let _guest = TcpStream::connect(address).await.unwrap();
        let (stream, _) = listener.accept().await.unwrap();
        // No write waits, and no pause is as long as the limit.
        let limit = Duration::from_millis(50);
        let sent = send(stream, &[b'x'; 1000], pace(1, 10, limit)).await;
        assert_eq!(sent.unwrap_err().kind(), ErrorKind::TimedOut);
    });
}
