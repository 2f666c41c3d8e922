//! What can happen to a socket or a pipe.

use std::ffi::c_short;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::time::{Duration, Instant};

use connecting::begin_connect;
use raw_poll::{ERR, HUP, IN, NVAL, PollFd, wait};
use rustix::net::sockopt::set_socket_linger;

/// A situation, by its name.
pub(crate) struct Situation {
    pub(crate) name: &'static str,
    pub(crate) see: fn() -> io::Result<Seen>,
}

/// What poll said, and what `read` did after that.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) revents: c_short,
    /// `None`: reading makes no sense here.
    pub(crate) read: Option<io::Result<usize>>,
}

pub(crate) const SITUATIONS: [Situation; 11] = [
    Situation { name: "nothing has come", see: silent },
    Situation { name: "bytes have come", see: bytes },
    Situation { name: "the peer has closed", see: closed },
    Situation { name: "bytes, and the peer has closed", see: bytes_closed },
    Situation {
        name: "bytes, and both sides have closed writing",
        see: both_closed,
    },
    Situation { name: "the peer has broken the connection", see: reset },
    Situation { name: "a connection was refused", see: refused },
    Situation { name: "a pipe without a writer", see: pipe_closed },
    Situation { name: "bytes in a pipe without a writer", see: pipe_bytes },
    Situation { name: "a pipe without a reader", see: pipe_unread },
    Situation { name: "a descriptor that was closed", see: not_open },
];

fn silent() -> io::Result<Seen> {
    let (mut socket, _peer) = connection()?;
    let revents = settled(&socket, 0)?;
    Ok(Seen { revents, read: Some(socket.read(&mut [0; 512])) })
}

fn bytes() -> io::Result<Seen> {
    let (mut socket, mut peer) = connection()?;
    peer.write_all(b"poem")?;
    see(&mut socket, IN)
}

fn closed() -> io::Result<Seen> {
    let (mut socket, peer) = connection()?;
    drop(peer);
    see(&mut socket, IN)
}

fn bytes_closed() -> io::Result<Seen> {
    let (mut socket, mut peer) = connection()?;
    peer.write_all(b"poem")?;
    drop(peer);
    see(&mut socket, IN)
}

fn both_closed() -> io::Result<Seen> {
    let (mut socket, mut peer) = connection()?;
    socket.shutdown(Shutdown::Write)?;
    peer.write_all(b"poem")?;
    drop(peer);
    see(&mut socket, IN | HUP)
}

fn reset() -> io::Result<Seen> {
    let (mut socket, peer) = connection()?;
    // Now the drop breaks the connection and does not end it.
    set_socket_linger(&peer, Some(Duration::ZERO))?;
    drop(peer);
    see(&mut socket, IN | ERR)
}

fn refused() -> io::Result<Seen> {
    // Nobody listens there any more.
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
    see(&mut begin_connect(free)?, IN | ERR)
}

fn pipe_closed() -> io::Result<Seen> {
    let (mut reader, writer) = io::pipe()?;
    drop(writer);
    see(&mut reader, HUP)
}

fn pipe_bytes() -> io::Result<Seen> {
    let (mut reader, mut writer) = io::pipe()?;
    writer.write_all(b"poem")?;
    drop(writer);
    see(&mut reader, IN | HUP)
}

fn pipe_unread() -> io::Result<Seen> {
    let (reader, writer) = io::pipe()?;
    drop(reader);
    Ok(Seen { revents: settled(&writer, ERR)?, read: None })
}

fn not_open() -> io::Result<Seen> {
    let (socket, _peer) = connection()?;
    let mut list = [PollFd::new(&socket, IN)];
    drop(socket);
    wait(&mut list, Some(Duration::ZERO))?;
    assert_eq!(list[0].revents() & !NVAL, 0, "{list:?}");
    Ok(Seen { revents: list[0].revents(), read: None })
}

/// Two ends of a connection; the first is non-blocking.
fn connection() -> io::Result<(TcpStream, TcpStream)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let socket = TcpStream::connect(listener.local_addr()?)?;
    socket.set_nonblocking(true)?;
    let (peer, _) = listener.accept()?;
    Ok((socket, peer))
}

/// What poll says when the expected has come, and what `read` does then.
fn see(
    source: &mut (impl Read + AsRawFd),
    expected: c_short,
) -> io::Result<Seen> {
    let revents = settled(source, expected)?;
    Ok(Seen { revents, read: Some(source.read(&mut [0; 512])) })
}

/// What poll says, asked for `IN`. Even on one machine a packet takes its time, so this asks
/// until the expected flags are there, and for a second at most.
fn settled(source: &impl AsRawFd, expected: c_short) -> io::Result<c_short> {
    let begin = Instant::now();
    loop {
        let mut list = [PollFd::new(source, IN)];
        wait(&mut list, Some(Duration::ZERO))?;
        let revents = list[0].revents();
        let is_late = begin.elapsed() > Duration::from_secs(1);
        if revents & expected == expected || is_late {
            return Ok(revents);
        }
    }
}
