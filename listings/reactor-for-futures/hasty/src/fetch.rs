//! A poem of known length, by reads of a small buffer.

use std::io::{self, ErrorKind, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::mpsc;
use std::thread;

use crate::runtime::block_on;
use crate::runtime::net::TcpStream;

/// In one piece, by a peer that keeps the connection.
const POEM: &[u8] = b"Warte nur, balde\nRuhest du auch.\n";

/// Returns how many reads it took.
pub fn fetch() -> io::Result<usize> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let (whole, is_whole) = mpsc::channel();
    let peer = thread::spawn(move || {
        let (mut stream, _) = listener.accept()?;
        stream.write_all(POEM)?;
        // Only then the connection is closed.
        is_whole.recv().map_err(io::Error::other)
    });
    let reads = block_on(async {
        let mut stream = TcpStream::connect(address).await?;
        read_exactly(&mut stream, POEM.len()).await
    })?;
    let _ = whole.send(());
    peer.join().expect("the peer returns its errors")?;
    Ok(reads)
}

async fn read_exactly(
    stream: &mut TcpStream,
    length: usize,
) -> io::Result<usize> {
    let (mut have, mut reads, mut buffer) = (0, 0, [0; 10]);
    while have < length {
        let count = stream.read(&mut buffer).await?;
        if count == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        have += count;
        reads += 1;
        println!("read {reads}: {count} bytes");
    }
    Ok(reads)
}
