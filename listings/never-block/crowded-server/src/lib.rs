//! A slow server that cannot be reached for a while, as if its machine had too much to do.
//!
//! Its queue of connections has room for one, and the server itself takes that place. As long as
//! the queue is full, Linux drops what new clients send, and answers nothing. Their kernels try
//! again, a second after the first try. Other systems may let the clients in.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use rustix::net::listen;
use slow_server::{Pace, serve};

/// What the queue has room for when the crowd has gone.
const USUAL_QUEUE: i32 = 128;

/// A server that listens and that nobody can reach.
#[derive(Debug)]
pub struct Crowded {
    listener: TcpListener,
    /// It fills the queue.
    _crowd: TcpStream,
}

impl Crowded {
    /// Listens on `port` of this machine; 0: the system chooses.
    pub fn bind(port: u16) -> io::Result<Crowded> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        // Linux lets in one more than this number.
        listen(&listener, 0)?;
        let crowd = TcpStream::connect(listener.local_addr()?)?;
        Ok(Crowded { listener, _crowd: crowd })
    }

    /// Where it listens.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Lets the clients in.
    pub fn open(self) -> io::Result<TcpListener> {
        listen(&self.listener, USUAL_QUEUE)?;
        // The crowd came first.
        drop(self.listener.accept()?);
        Ok(self.listener)
    }
}

/// Starts a server in the background that is crowded for `time`, and then sends the poem as a
/// [`slow_server`] does, for as long as the process lives. For tests.
pub fn start(
    poem: &[u8],
    time: Duration,
    pace: Pace,
) -> io::Result<SocketAddr> {
    let crowded = Crowded::bind(0)?;
    let address = crowded.address()?;
    let poem = poem.into();
    thread::Builder::new().spawn(move || {
        thread::sleep(time);
        match crowded.open() {
            Ok(listener) => serve(&listener, poem, pace),
            Err(error) => eprintln!("crowded-server: {error}"),
        }
    })?;
    Ok(address)
}
