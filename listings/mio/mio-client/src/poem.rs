//! A poem on its way.

use std::fmt;
use std::io::{self, ErrorKind, Read};
use std::net::ToSocketAddrs;
use std::time::{Duration, Instant};

use mio::net::TcpStream;
use rustix::io::Errno;
use trace::{Task, Wait};

/// A poem, and all that must be remembered until its next event comes.
#[derive(Debug)]
pub(crate) struct Poem {
    pub(crate) stream: TcpStream,
    connected: bool,
    bytes: Vec<u8>,
    /// How it ended; `None` while it is under way.
    pub(crate) end: Option<io::Result<()>>,
    patience: Duration,
    /// If nothing comes until then, it is given up.
    pub(crate) deadline: Instant,
    task: Task,
}

impl Poem {
    /// Begins to connect.
    pub(crate) fn request(
        server: &str,
        patience: Duration,
        task: Task,
    ) -> io::Result<Self> {
        task.run();
        // A name is looked up here, and that may take its time. A real client
        // would try the other addresses, too.
        let address = server.to_socket_addrs()?.next();
        let address = address.ok_or(ErrorKind::AddrNotAvailable)?;
        let stream = TcpStream::connect(address)?;
        task.wait(Wait::Socket("connect"));
        Ok(Poem {
            stream,
            connected: false,
            bytes: Vec::new(),
            end: None,
            patience,
            deadline: Instant::now() + patience,
            task,
        })
    }

    /// An event has come: goes on. Never waits.
    pub(crate) fn on_event(&mut self) {
        self.task.run();
        if let Err(error) = self.go_on() {
            self.end = Some(Err(error));
        }
        match self.end {
            None => self.task.wait(Wait::Socket("read")),
            Some(_) => self.task.end(),
        }
    }

    // ANCHOR: go-on
    /// Does what can be done now.
    fn go_on(&mut self) -> io::Result<()> {
        if !self.connected {
            self.connected = is_connected(&self.stream)?;
        }
        // Until the socket has no more: only then is another event certain.
        while self.connected && self.end.is_none() {
            let mut buffer = [0; 64];
            match self.stream.read(&mut buffer) {
                Ok(0) => self.end = Some(Ok(())),
                Ok(count) => {
                    self.bytes.extend_from_slice(&buffer[..count]);
                    self.deadline = Instant::now() + self.patience;
                }
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock => break,
                    ErrorKind::Interrupted => {}
                    _ => return Err(error),
                },
            }
        }
        Ok(())
    }
    // ANCHOR_END: go-on

    /// Whether there is nothing more to wait for, or no more patience.
    pub(crate) fn is_over(&self, now: Instant) -> bool {
        self.end.is_some() || self.deadline <= now
    }
}

// ANCHOR: connected
/// Whether the connection is made. The error says why it will never be; it
/// is told only once. Never waits.
fn is_connected(stream: &TcpStream) -> io::Result<bool> {
    if let Some(error) = stream.take_error()? {
        return Err(error);
    }
    match stream.peer_addr() {
        Ok(_) => Ok(true),
        Err(error) => match Errno::from_io_error(&error) {
            // mio's documentation names the second one, too.
            Some(Errno::NOTCONN | Errno::INPROGRESS) => Ok(false),
            _ => Err(error),
        },
    }
}
// ANCHOR_END: connected

/// "215 bytes", or what went wrong.
impl fmt::Display for Poem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.end {
            Some(Ok(())) => write!(f, "{} bytes", self.bytes.len()),
            Some(Err(error)) => error.fmt(f),
            None => write!(f, "silent after {} bytes", self.bytes.len()),
        }
    }
}
