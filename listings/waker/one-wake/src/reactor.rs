//! A thread that waits for one socket, and knows whom to wake then.

use std::io;
use std::net::TcpStream;
use std::sync::{Arc, Mutex, MutexGuard, mpsc};
use std::task::Waker;
use std::thread;
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use trace::message;

// ANCHOR: reactor
/// What the thread and the task share. One lock is for both.
#[derive(Debug, Default)]
struct State {
    readable_since: Option<Instant>,
    waker: Option<Waker>,
}

/// Waits for one socket to become readable, once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reactor(Arc<Mutex<State>>);

impl Reactor {
    /// Keeps this waker, unless the socket is readable already.
    pub(crate) fn keep(&self, waker: Waker) -> bool {
        message("main", "reactor", "my waker");
        let mut state = self.state();
        if state.readable_since.is_some() {
            return false;
        }
        let old = state.waker.replace(waker);
        drop(state);
        drop(old);
        true
    }
}
// ANCHOR_END: reactor

// ANCHOR: wait
impl Reactor {
    /// What the thread does.
    fn wait(&self, stream: &TcpStream) -> io::Result<()> {
        let mut sockets = [PollFd::new(stream, PollFlags::IN)];
        while let Err(error) = poll(&mut sockets, None) {
            if error != Errno::INTR {
                return Err(error.into());
            }
        }
        message("OS", "reactor", "readable");
        let mut state = self.state();
        state.readable_since = Some(Instant::now());
        let waker = state.waker.take();
        drop(state);
        waker.into_iter().for_each(Waker::wake);
        Ok(())
    }
}
// ANCHOR_END: wait

impl Reactor {
    /// Begins to wait, in a thread of its own.
    pub(crate) fn start(stream: TcpStream) -> io::Result<Reactor> {
        let reactor = Reactor::default();
        let (begin, begun) = mpsc::channel();
        let this = reactor.clone();
        let thread = thread::Builder::new().name("reactor".to_string());
        thread.spawn(move || {
            message("reactor", "OS", "poll(2)");
            begin.send(()).expect("the other thread waits for this");
            this.wait(&stream).expect("poll(2) with one socket works");
        })?;
        begun.recv().expect("the thread begins");
        Ok(reactor)
    }

    /// When *poll(2)* has returned.
    pub(crate) fn readable_since(&self) -> Option<Instant> {
        self.state().readable_since
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("nothing panics under this lock")
    }
}
