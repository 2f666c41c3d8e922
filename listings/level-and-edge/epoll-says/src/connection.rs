//! A connection of the program to itself, one end of which epoll may watch.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::retry_on_intr;

use crate::Step;

/// On one machine everything has arrived, and every event is there, long before.
const PATIENCE: Duration = Duration::from_millis(100);

/// The connection, and the epoll instance.
#[derive(Debug)]
pub struct Connection {
    epoll: OwnedFd,
    flags: EventFlags,
    /// The end that is registered.
    ours: Option<TcpStream>,
    /// A second descriptor of the same description.
    clone: Option<TcpStream>,
    peer: TcpStream,
}

impl Connection {
    /// A connection that nobody watches yet. `flags` is what `add` registers.
    pub fn new(flags: EventFlags) -> io::Result<Connection> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let ours = TcpStream::connect(listener.local_addr()?)?;
        let (peer, _) = listener.accept()?;
        for end in [&ours, &peer] {
            end.set_nonblocking(true)?;
            // A small piece goes out at once.
            end.set_nodelay(true)?;
        }
        let epoll = epoll::create(CreateFlags::CLOEXEC)?;
        Ok(Connection { epoll, flags, ours: Some(ours), clone: None, peer })
    }

    /// Does it, and says what came of it.
    pub fn step(&mut self, step: Step) -> io::Result<String> {
        match step {
            Step::Wait => return self.wait(),
            Step::Close => self.ours = None,
            Step::CloseClone => self.clone = None,
            Step::Clone => self.clone = Some(self.descriptor()?.try_clone()?),
            Step::PeerWrites(count) => {
                self.peer.write_all(&vec![b'x'; count])?
            }
            Step::PeerReads => read_all(&self.peer)?,
            Step::PeerEnds => self.peer.shutdown(Shutdown::Write)?,
            Step::End => self.descriptor()?.shutdown(Shutdown::Write)?,
            Step::Fill => fill(self.descriptor()?)?,
            Step::Read(count) => return Ok(read(self.descriptor()?, count)),
            Step::Write(count) => {
                self.descriptor()?.write_all(&vec![b'x'; count])?;
            }
            Step::Add | Step::Rearm | Step::Delete => {
                return Ok(match self.control(step) {
                    Ok(()) => String::new(),
                    Err(error) => error.to_string(),
                });
            }
        }
        Ok(String::new())
    }

    /// The registered descriptor, or its clone when that one is closed.
    fn descriptor(&self) -> io::Result<&TcpStream> {
        let left = self.ours.as_ref().or(self.clone.as_ref());
        left.ok_or_else(|| io::Error::other("our end is closed"))
    }

    fn control(&self, step: Step) -> io::Result<()> {
        let (ours, key) = (self.descriptor()?, EventData::new_u64(0));
        match step {
            Step::Add => epoll::add(&self.epoll, ours, key, self.flags)?,
            Step::Rearm => epoll::modify(&self.epoll, ours, key, self.flags)?,
            _ => epoll::delete(&self.epoll, ours)?,
        }
        Ok(())
    }

    fn wait(&self) -> io::Result<String> {
        let timeout = timespec(PATIENCE);
        let mut events = Vec::with_capacity(1);
        retry_on_intr(|| {
            let room = spare_capacity(&mut events);
            epoll::wait(&self.epoll, room, Some(&timeout))
        })?;
        Ok(match events.first() {
            Some(event) => names(event.flags),
            None => "nothing".into(),
        })
    }
}

/// "IN, RDHUP".
fn names(flags: EventFlags) -> String {
    let names: Vec<_> = flags.iter_names().map(|(name, _)| name).collect();
    names.join(", ")
}

fn read(mut stream: &TcpStream, count: usize) -> String {
    match stream.read(&mut vec![0; count]) {
        Ok(0) => "the end".into(),
        Ok(1) => "1 byte".into(),
        Ok(count) => format!("{count} bytes"),
        Err(error) => format!("{:?}", error.kind()),
    }
}

/// Writes until nothing has been taken for a while.
fn fill(mut stream: &TcpStream) -> io::Result<()> {
    while becomes(stream, PollFlags::OUT)? {
        match stream.write(&[b'x'; 1 << 16]) {
            Err(error) if error.kind() != ErrorKind::WouldBlock => {
                return Err(error);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Reads until nothing has come for a while.
fn read_all(mut stream: &TcpStream) -> io::Result<()> {
    while becomes(stream, PollFlags::IN)? {
        if stream.read(&mut [0; 1 << 16])? == 0 {
            break;
        }
    }
    Ok(())
}

/// Whether it is ready, or gets ready in time.
fn becomes(stream: &TcpStream, readiness: PollFlags) -> io::Result<bool> {
    let mut list = [PollFd::from_borrowed_fd(stream.as_fd(), readiness)];
    let timeout = timespec(PATIENCE);
    Ok(retry_on_intr(|| poll(&mut list, Some(&timeout)))? > 0)
}

fn timespec(time: Duration) -> Timespec {
    time.try_into().expect("a tenth of a second is no great number")
}
