//! Turns of two loops: one gives the kernel the list each time, the other has given it once.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::event::{PollFd, PollFlags};
use rustix::io::retry_on_intr;

type Pair = (UnixStream, UnixStream);

/// Sockets with their peers; a byte will come on the last one.
fn pairs(sockets: usize) -> io::Result<(Vec<Pair>, Pair)> {
    let idle = (1..sockets).map(|_| UnixStream::pair());
    Ok((idle.collect::<io::Result<_>>()?, UnixStream::pair()?))
}

/// The CPU time of a turn with `poll`.
pub fn poll(sockets: usize, turns: u32) -> io::Result<Duration> {
    let (idle, (busy, mut peer)) = pairs(sockets)?;
    let watched = idle.iter().map(|(socket, _)| socket).chain([&busy]);
    let mut list: Vec<PollFd<'_>> =
        watched.map(|socket| PollFd::new(socket, PollFlags::IN)).collect();
    time(turns, || {
        peer.write_all(b"x")?;
        retry_on_intr(|| rustix::event::poll(&mut list, None))?;
        let ready = |entry: &PollFd<'_>| !entry.revents().is_empty();
        let index = list.iter().position(ready).unwrap_or(idle.len());
        read_from(if index == idle.len() { &busy } else { &idle[index].0 })
    })
}

/// The CPU time of a turn with epoll.
pub fn epoll(sockets: usize, turns: u32) -> io::Result<Duration> {
    let (idle, (busy, mut peer)) = pairs(sockets)?;
    let watched = idle.iter().map(|(socket, _)| socket).chain([&busy]);
    let epoll = epoll::create(CreateFlags::CLOEXEC)?;
    for (index, socket) in (0..).zip(watched) {
        let key = EventData::new_u64(index);
        epoll::add(&epoll, socket, key, EventFlags::IN)?;
    }
    let mut events = Vec::with_capacity(16);
    time(turns, || {
        peer.write_all(b"x")?;
        events.clear();
        retry_on_intr(|| {
            epoll::wait(&epoll, spare_capacity(&mut events), None)
        })?;
        let index = events[0].data.u64() as usize;
        read_from(if index == idle.len() { &busy } else { &idle[index].0 })
    })
}

fn read_from(mut socket: &UnixStream) -> io::Result<()> {
    socket.read_exact(&mut [0])
}

/// The CPU time of one turn, on average. The first ones warm the caches.
fn time(
    turns: u32,
    mut turn: impl FnMut() -> io::Result<()>,
) -> io::Result<Duration> {
    for _ in 0..turns.div_ceil(10) {
        turn()?;
    }
    let begin = cpu_clock::thread();
    for _ in 0..turns {
        turn()?;
    }
    Ok((cpu_clock::thread() - begin) / turns)
}
