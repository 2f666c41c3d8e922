//! A selector that is an epoll instance.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};

use crate::Event;

/// Watches sockets, and tells of each edge once.
pub struct Selector {
    epoll: OwnedFd,
    events: Vec<epoll::Event>,
}

impl Selector {
    /// A selector that watches nothing yet.
    pub fn new() -> io::Result<Selector> {
        let epoll = epoll::create(CreateFlags::CLOEXEC)?;
        Ok(Selector { epoll, events: Vec::with_capacity(64) })
    }

    // ANCHOR: watch
    /// Watches a socket, for reading and for writing.
    pub fn watch(&self, socket: impl AsFd, key: u64) -> io::Result<()> {
        let flags = EventFlags::IN | EventFlags::OUT | EventFlags::RDHUP;
        let key = EventData::new_u64(key);
        epoll::add(&self.epoll, socket, key, flags | EventFlags::ET)?;
        Ok(())
    }
    // ANCHOR_END: watch

    /// Watches it no longer. To be called before the socket is closed.
    pub fn forget(&self, socket: impl AsFd) -> io::Result<()> {
        Ok(epoll::delete(&self.epoll, socket)?)
    }

    /// Waits for events, for ever if there is no time limit. None come if the
    /// time is over.
    pub fn wait(
        &mut self,
        limit: Option<Duration>,
    ) -> io::Result<impl Iterator<Item = Event>> {
        // A time limit that has no number is as good as none.
        let limit = limit.and_then(|limit| limit.try_into().ok());
        self.events.clear();
        let room = spare_capacity(&mut self.events);
        epoll::wait(&self.epoll, room, limit.as_ref())?;
        Ok(self.events.iter().map(translate))
    }
}

fn translate(event: &epoll::Event) -> Event {
    let (flags, data) = (event.flags, event.data);
    // After an error or a hang-up, both calls say so at once.
    let over = EventFlags::ERR | EventFlags::HUP;
    let readable = EventFlags::IN | EventFlags::RDHUP | over;
    Event {
        key: data.u64(),
        readable: flags.intersects(readable),
        writable: flags.intersects(EventFlags::OUT | over),
    }
}
