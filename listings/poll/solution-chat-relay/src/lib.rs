//! Sends what one client says to all the others, in one thread.
//!
//! The reactor of the chapter hands each source its own state and nothing else. Here one member
//! has to reach the queues of all others, so the loop is written out.

use std::io::{self, ErrorKind, Read};
use std::net::{TcpListener, TcpStream};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use write_queue::WriteQueue;

/// How many bytes wait for a member that does not read, at most.
const PATIENCE: usize = 64 * 1024;

/// All who talk with each other.
#[derive(Debug)]
pub struct Relay {
    listener: TcpListener,
    members: Vec<Member>,
}

#[derive(Debug)]
struct Member {
    stream: TcpStream,
    /// What it has not taken yet.
    queue: WriteQueue,
    gone: bool,
}

impl Relay {
    /// A relay without members.
    pub fn new(listener: TcpListener) -> io::Result<Relay> {
        listener.set_nonblocking(true)?;
        Ok(Relay { listener, members: Vec::new() })
    }

    /// How many are there.
    pub fn members(&self) -> usize {
        self.members.len()
    }

    /// Waits until something can be done, and does it.
    pub fn turn(&mut self) -> io::Result<()> {
        let mut list = vec![PollFd::new(&self.listener, PollFlags::IN)];
        list.extend(self.members.iter().map(Member::entry));
        match poll(&mut list, None) {
            Err(Errno::INTR) => return Ok(()),
            result => result?,
        };
        let readiness: Vec<PollFlags> =
            list.iter().map(PollFd::revents).collect();
        for (place, &readiness) in readiness[1..].iter().enumerate() {
            // What was said goes to all, and out when there is room.
            if readiness.intersects(!PollFlags::OUT) {
                let words = self.members[place].hear();
                self.tell_others(place, &words);
            }
        }
        for member in &mut self.members {
            // Most often there is room, and poll need not be asked.
            member.speak();
        }
        self.members.retain(|member| !member.gone);
        if !readiness[0].is_empty() {
            self.welcome();
        }
        Ok(())
    }

    fn tell_others(&mut self, speaker: usize, words: &[u8]) {
        for (place, member) in self.members.iter_mut().enumerate() {
            // Who does not read for so long has to go.
            if place != speaker && member.queue.push(words).is_err() {
                member.gone = true;
            }
        }
    }

    /// One client a turn: if there are more, poll will say so again.
    fn welcome(&mut self) {
        if let Ok((stream, _)) = self.listener.accept()
            && stream.set_nonblocking(true).is_ok()
        {
            let queue = WriteQueue::new(PATIENCE);
            self.members.push(Member { stream, queue, gone: false });
        }
    }
}

impl Member {
    fn entry(&self) -> PollFd<'_> {
        let mut interest = PollFlags::IN;
        if !self.queue.is_empty() {
            interest |= PollFlags::OUT;
        }
        PollFd::new(&self.stream, interest)
    }

    fn hear(&mut self) -> Vec<u8> {
        let mut buffer = [0; 512];
        match self.stream.read(&mut buffer) {
            Ok(0) => self.gone = true,
            Ok(count) => return buffer[..count].to_vec(),
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::Interrupted => {}
                _ => self.gone = true,
            },
        }
        Vec::new()
    }

    fn speak(&mut self) {
        if self.queue.write_to(&mut self.stream).is_err() {
            self.gone = true;
        }
    }
}

#[cfg(test)]
mod tests;
