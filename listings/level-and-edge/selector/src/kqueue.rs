//! A selector that is a kqueue.

use std::ffi::c_void;
use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd, RawFd};
use std::ptr;
use std::time::Duration;

use rustix::buffer::spare_capacity;
use rustix::event::kqueue::{self, EventFilter, EventFlags};

use crate::Event;

/// Watches sockets, and tells of each edge once.
pub struct Selector {
    kqueue: OwnedFd,
    events: Vec<kqueue::Event>,
}

impl Selector {
    /// A selector that watches nothing yet.
    pub fn new() -> io::Result<Selector> {
        let (kqueue, events) = (kqueue::kqueue()?, Vec::with_capacity(64));
        Ok(Selector { kqueue, events })
    }

    // ANCHOR: watch
    /// Watches a socket, for reading and for writing.
    pub fn watch(&self, socket: impl AsFd, key: u64) -> io::Result<()> {
        self.change(socket.as_fd().as_raw_fd(), EventFlags::ADD, key)
    }

    /// One change for each direction: kqueue calls them filters.
    #[expect(unsafe_code, reason = "rustix takes descriptors as numbers")]
    fn change(&self, fd: RawFd, how: EventFlags, key: u64) -> io::Result<()> {
        let data = ptr::without_provenance_mut::<c_void>(key as usize);
        let change =
            |filter| kqueue::Event::new(filter, how | EventFlags::CLEAR, data);
        let changes =
            [change(EventFilter::Read(fd)), change(EventFilter::Write(fd))];
        let mut nothing: [kqueue::Event; 0] = [];
        // SAFETY: the caller has borrowed the descriptor, so it is open now.
        // When it is closed, the kernel takes its filters out of the queue.
        unsafe {
            kqueue::kevent(&self.kqueue, &changes, &mut nothing[..], None)?;
        }
        Ok(())
    }
    // ANCHOR_END: watch

    /// Watches it no longer. To be called before the socket is closed.
    pub fn forget(&self, socket: impl AsFd) -> io::Result<()> {
        self.change(socket.as_fd().as_raw_fd(), EventFlags::DELETE, 0)
    }

    /// Waits for events, for ever if there is no time limit. None come if the
    /// time is over.
    #[expect(unsafe_code, reason = "rustix takes descriptors as numbers")]
    pub fn wait(
        &mut self,
        limit: Option<Duration>,
    ) -> io::Result<impl Iterator<Item = Event>> {
        self.events.clear();
        let room = spare_capacity(&mut self.events);
        // SAFETY: no change is made, so no descriptor is named.
        unsafe { kqueue::kevent(&self.kqueue, &[], room, limit)? };
        Ok(self.events.iter().map(translate))
    }
}

/// An event is about one direction; the end is told in both.
fn translate(event: &kqueue::Event) -> Event {
    let over = event.flags().contains(EventFlags::EOF);
    Event {
        key: event.udata().addr() as u64,
        readable: over || matches!(event.filter(), EventFilter::Read(_)),
        writable: over || matches!(event.filter(), EventFilter::Write(_)),
    }
}
