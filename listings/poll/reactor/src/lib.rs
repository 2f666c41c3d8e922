//! A table of sockets, one call that waits for all of them, and a call for each that is ready.

use std::io;
use std::os::fd::BorrowedFd;
use std::time::Instant;

pub use rustix::event::PollFlags;
use rustix::event::{PollFd, Timespec, poll};
use rustix::io::Errno;

// ANCHOR: source
/// A socket, and whoever waits for it.
pub trait Source: Sized {
    /// What to ask the kernel about.
    fn socket(&self) -> BorrowedFd<'_>;

    /// What has to be possible before this can go on. Errors and hang-ups are
    /// told in any case (on macOS: if there is any interest).
    fn interest(&self) -> PollFlags;

    /// When it wants to go on even if nothing is possible.
    fn deadline(&self) -> Option<Instant>;

    /// Goes on. Must not wait. `readiness` is what is possible; nothing, if
    /// this is called because of the deadline. New sources go into `new`.
    fn go_on(&mut self, readiness: PollFlags, new: &mut Vec<Self>);

    /// Whether it has no more to do.
    fn is_over(&self) -> bool;
}
// ANCHOR_END: source

/// Waits for many sources in one thread, and lets go on whichever can.
#[derive(Debug, Default)]
pub struct Reactor<S> {
    sources: Vec<S>,
}

// ANCHOR: turn
impl<S: Source> Reactor<S> {
    /// One turn of the loop: waits until at least one source can go on, lets
    /// all go on that can, and gives back those that are over.
    pub fn turn(&mut self) -> io::Result<Vec<S>> {
        let readiness = self.wait()?;
        let now = Instant::now();
        let mut new = Vec::new();
        for (source, readiness) in self.sources.iter_mut().zip(readiness) {
            let is_due = source.deadline().is_some_and(|it| it <= now);
            if is_due || !readiness.is_empty() {
                source.go_on(readiness, &mut new);
            }
        }
        self.sources.append(&mut new);
        Ok(self.sources.extract_if(.., |source| source.is_over()).collect())
    }
    // ANCHOR_END: turn

    // ANCHOR: wait
    /// What is possible with each source, when something is or one is due.
    fn wait(&self) -> io::Result<Vec<PollFlags>> {
        let entry = |source| {
            PollFd::from_borrowed_fd(S::socket(source), S::interest(source))
        };
        let mut list: Vec<PollFd<'_>> =
            self.sources.iter().map(entry).collect();
        let deadline = self.sources.iter().filter_map(S::deadline).min();
        match poll(&mut list, timeout(deadline).as_ref()) {
            // After a signal, every entry says "nothing".
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(list.iter().map(PollFd::revents).collect())
    }
    // ANCHOR_END: wait

    /// A table with these sources.
    pub fn new(sources: Vec<S>) -> Reactor<S> {
        Reactor { sources }
    }

    /// How many sources are in the table.
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    /// Whether there is nobody to wait for: a turn would wait for ever.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }
}

/// How long it is from now to the deadline; no time, if that has passed.
/// `None` is for ever, and so is what the kernel has no number for.
fn timeout(deadline: Option<Instant>) -> Option<Timespec> {
    let left = deadline?.saturating_duration_since(Instant::now());
    left.try_into().ok()
}

#[cfg(test)]
mod tests;
