//! A thread that waits for one socket, and knows whom to wake then.

use std::io;
use std::mem;
use std::net::TcpStream;
use std::sync::{Arc, Mutex, MutexGuard, mpsc};
use std::task::Waker;
use std::thread;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use trace::message;

// ANCHOR: reactor
/// What the thread and the task share. One lock is for both.
#[derive(Debug, Default)]
struct State {
    is_readable: bool,
    waker: Option<Waker>,
}

/// Waits for one socket to become readable, once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reactor(Arc<Mutex<State>>);

impl Reactor {
    /// Leaves a waker, unless the socket is readable already.
    pub(crate) fn wake_when_readable(&self, waker: &Waker) -> bool {
        message("main", "reactor", "my waker");
        let mut state = self.state();
        let waker = (!state.is_readable).then(|| waker.clone());
        let left = waker.is_some();
        let old = mem::replace(&mut state.waker, waker);
        drop(state);
        drop(old);
        left
    }

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
        state.is_readable = true;
        let waker = state.waker.take();
        drop(state);
        waker.into_iter().for_each(Waker::wake);
        Ok(())
    }
    // ANCHOR_END: reactor

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

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("nothing panics under this lock")
    }
}
