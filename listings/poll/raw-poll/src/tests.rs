//! The call, on real sockets.

use std::io::{ErrorKind, Write};
use std::os::unix::net::UnixStream;
use std::os::unix::thread::JoinHandleExt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

use time_limit::within;

use super::*;

const LIMIT: Duration = Duration::from_secs(20);

#[test]
fn it_tells_which_socket_has_bytes() {
    within(LIMIT, || {
        let (silent, _peer) = UnixStream::pair().unwrap();
        let (heard, mut peer) = UnixStream::pair().unwrap();
        peer.write_all(b"a").unwrap();
        let mut list = [PollFd::new(&silent, IN), PollFd::new(&heard, IN)];
        assert_eq!(wait(&mut list, None).unwrap(), 1);
        assert_eq!(list.map(|entry| entry.revents()), [0, IN]);
    });
}

#[test]
fn when_the_time_is_over_nothing_is_ready() {
    within(LIMIT, || {
        let (silent, _peer) = UnixStream::pair().unwrap();
        let begin = Instant::now();
        let timeout = Duration::from_micros(2_500);
        let ready = wait(&mut [PollFd::new(&silent, IN)], Some(timeout));
        assert_eq!(ready.unwrap(), 0);
        assert!(begin.elapsed() >= timeout);
    });
}

#[test]
fn an_answer_of_an_earlier_call_is_overwritten() {
    within(LIMIT, || {
        let (socket, _peer) = UnixStream::pair().unwrap();
        let mut list = [PollFd::new(&socket, OUT)];
        wait(&mut list, None).unwrap();
        assert_eq!(list[0].revents(), OUT);
        list[0].events = IN;
        wait(&mut list, Some(Duration::ZERO)).unwrap();
        assert_eq!(list[0].revents(), 0);
    });
}

#[test]
fn a_timeout_is_rounded_up_and_never_becomes_negative() {
    assert_eq!(milliseconds(Duration::ZERO), 0);
    assert_eq!(milliseconds(Duration::from_nanos(1)), 1);
    assert_eq!(milliseconds(Duration::from_millis(7)), 7);
    assert_eq!(milliseconds(Duration::MAX), c_int::MAX);
}

#[test]
#[expect(unsafe_code, reason = "std has no signals")]
fn a_signal_ends_the_waiting_with_an_error() {
    use std::ffi::c_ulong;
    unsafe extern "C" {
        fn signal(number: c_int, handler: extern "C" fn(c_int)) -> usize;
        fn pthread_kill(thread: c_ulong, number: c_int) -> c_int;
    }
    const SIGWINCH: c_int = 28;
    extern "C" fn nothing(_: c_int) {}
    // SAFETY: the handler does nothing.
    unsafe { signal(SIGWINCH, nothing) };
    let done = std::sync::Arc::new(AtomicBool::new(false));
    let is_done = std::sync::Arc::clone(&done);
    let waiting = thread::spawn(move || {
        let (silent, _peer) = UnixStream::pair().unwrap();
        let mut list = [PollFd::new(&silent, IN)];
        let result = wait(&mut list, Some(LIMIT));
        is_done.store(true, Ordering::Relaxed);
        // The signals stop before this thread does.
        thread::park();
        result
    });
    // The first signals may come before the thread is in `poll`.
    while !done.load(Ordering::Relaxed) {
        // SAFETY: the thread is not joined yet.
        unsafe { pthread_kill(waiting.as_pthread_t() as c_ulong, SIGWINCH) };
        thread::sleep(Duration::from_millis(1));
    }
    waiting.thread().unpark();
    let error = waiting.join().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted);
}
