//! A herd of threads at one listener, and the count of their awakenings.

use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::io::retry_on_intr;

/// How the threads wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Each with an epoll instance of its own.
    Own,
    /// The same, with `EPOLLEXCLUSIVE`.
    Exclusive,
    /// All with one epoll instance, edge-triggered.
    Shared,
}

const CONNECTION: u64 = 0;
const STOP: u64 = 1;

/// Time for all to fall asleep again.
const REST: Duration = Duration::from_millis(4);

/// How often a thread was woken, all together, by so many connections.
pub fn woken(way: Way, threads: usize, connections: u32) -> io::Result<u64> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let (stopped, stop) = UnixStream::pair()?;
    let instances = if way == Way::Shared { 1 } else { threads };
    let instances: Vec<OwnedFd> = (0..instances)
        .map(|_| instance(way, &listener, &stopped))
        .collect::<io::Result<_>>()?;
    let ready = Barrier::new(threads + 1);
    thread::scope(|scope| {
        let member = |number: usize| {
            let epoll = &instances[number % instances.len()];
            let (listener, ready) = (&listener, &ready);
            scope.spawn(move || graze(epoll, listener, ready))
        };
        let herd: Vec<_> = (0..threads).map(member).collect();
        ready.wait();
        for _ in 0..connections {
            thread::sleep(REST);
            // A byte comes when somebody has accepted the connection.
            TcpStream::connect(address)?.read_exact(&mut [0])?;
        }
        thread::sleep(REST);
        drop(stop);
        let mut woken = 0;
        for member in herd {
            woken +=
                member.join().map_err(|_| io::Error::other("a panic"))??;
        }
        Ok(woken)
    })
}

fn instance(
    way: Way,
    listener: &TcpListener,
    stopped: &UnixStream,
) -> io::Result<OwnedFd> {
    let epoll = epoll::create(CreateFlags::CLOEXEC)?;
    let flags = EventFlags::IN
        | match way {
            Way::Own => EventFlags::empty(),
            Way::Exclusive => EventFlags::EXCLUSIVE,
            Way::Shared => EventFlags::ET,
        };
    epoll::add(&epoll, listener, EventData::new_u64(CONNECTION), flags)?;
    let stop = EventData::new_u64(STOP);
    epoll::add(&epoll, stopped, stop, EventFlags::IN)?;
    Ok(epoll)
}

/// What each thread does. Returns how often it was woken by a connection.
fn graze(
    epoll: &OwnedFd,
    listener: &TcpListener,
    ready: &Barrier,
) -> io::Result<u64> {
    let mut events = Vec::with_capacity(16);
    ready.wait();
    let before = sleeps()?;
    loop {
        events.clear();
        retry_on_intr(|| {
            epoll::wait(epoll, spare_capacity(&mut events), None)
        })?;
        if events.iter().any(|event| event.data.u64() == STOP) {
            // The last sleep was ended by the order to stop.
            return Ok((sleeps()? - before).saturating_sub(1));
        }
        accept_all(listener)?;
    }
}

fn accept_all(listener: &TcpListener) -> io::Result<()> {
    loop {
        match listener.accept() {
            Ok((client, _)) => answer(client)?,
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                return Ok(());
            }
            // The client has left again, or a signal came.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::ConnectionAborted | ErrorKind::Interrupted
                ) => {}
            Err(error) => return Err(error),
        }
    }
}

/// One byte, so that the client knows.
fn answer(mut client: TcpStream) -> io::Result<()> {
    client.write_all(b"x")
}

/// How often this thread has given up its processor in order to wait.
fn sleeps() -> io::Result<u64> {
    let status = fs::read_to_string("/proc/thread-self/status")?;
    let count = status
        .lines()
        .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
    count
        .and_then(|count| count.trim().parse().ok())
        .ok_or_else(|| io::Error::other("the kernel counts no switches"))
}
