//! What an echo must do. The broken one and the mended one are asked for the same.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use time_limit::within;

use super::echo;

/// Whether all that was sent comes back. Everything is sent before the echo begins.
pub fn comes_back(count: usize) {
    within(Duration::from_secs(5), move || {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mut peer = TcpStream::connect(address).unwrap();
        let (stream, _) = listener.accept().unwrap();
        stream.set_nonblocking(true).unwrap();
        let sent: Vec<u8> = (0..count).map(|it| it as u8).collect();
        peer.write_all(&sent).unwrap();
        peer.shutdown(Shutdown::Write).unwrap();
        let echoing = thread::spawn(move || echo(&stream));
        let mut back = vec![0; count];
        peer.read_exact(&mut back).unwrap();
        assert!(back == sent);
        echoing.join().unwrap().unwrap();
    });
}
