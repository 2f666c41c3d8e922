//! What the program has to do, before it is mended and after.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::thread;
use std::time::Duration;

use mio::net::TcpStream;
use time_limit::within;

/// A long message in one piece, then one byte after the other, then the end.
pub(crate) fn everything_is_heard(
    receive: fn(TcpStream) -> io::Result<Vec<u8>>,
) {
    let received = within(Duration::from_secs(20), move || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let mut ours = std::net::TcpStream::connect(address).unwrap();
        let (peer, _) = listener.accept().unwrap();
        // The peer goes on when the first byte has come.
        ours.write_all(b"?").unwrap();
        ours.set_nonblocking(true).unwrap();
        let sending = thread::spawn(move || send(peer).unwrap());
        let received = receive(TcpStream::from_std(ours));
        sending.join().unwrap();
        received
    });
    let mut expected = vec![b'x'; 1000];
    expected.extend(b"Ruh");
    let received = received.expect("the peer has sent more, and closed");
    assert_eq!(received, expected);
}

fn send(mut peer: std::net::TcpStream) -> io::Result<()> {
    peer.set_nodelay(true)?;
    peer.read_exact(&mut [0])?;
    peer.write_all(&[b'x'; 1000])?;
    for byte in b"Ruh" {
        peer.write_all(&[*byte])?;
    }
    Ok(())
}
