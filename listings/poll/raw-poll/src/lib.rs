//! The call poll(2) of the C library, by hand. The rest of the chapter has it from rustix.

use std::ffi::{c_int, c_short};
use std::io;
use std::os::fd::AsRawFd;
use std::time::Duration;

// ANCHOR: declaration
/// An entry of the list: what C calls `struct pollfd`.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct PollFd {
    fd: c_int,
    events: c_short,
    revents: c_short,
}

/// C's `nfds_t`, which is not the same type everywhere.
#[cfg(any(target_os = "linux", target_os = "android"))]
type Count = std::ffi::c_ulong;
#[cfg(not(any(target_os = "linux", target_os = "android")))]
type Count = std::ffi::c_uint;

#[expect(unsafe_code, reason = "nobody but us can check this declaration")]
unsafe extern "C" {
    fn poll(list: *mut PollFd, count: Count, timeout: c_int) -> c_int;
}
// ANCHOR_END: declaration

/// Reading would not block.
pub const IN: c_short = 1;
/// Writing would not block.
pub const OUT: c_short = 4;
/// Something went wrong. Told without being asked for, as are the next two.
pub const ERR: c_short = 8;
/// Both directions are closed.
pub const HUP: c_short = 16;
/// The descriptor is not open.
pub const NVAL: c_short = 32;

impl PollFd {
    /// An entry that asks for `events` of a socket.
    pub fn new(socket: &impl AsRawFd, events: c_short) -> PollFd {
        PollFd { fd: socket.as_raw_fd(), events, revents: 0 }
    }

    /// What the last call said about it; 0 is nothing.
    pub fn revents(&self) -> c_short {
        self.revents
    }
}

// ANCHOR: wait
/// Waits until at least one entry has something to say, or the time is over.
/// Returns how many have. Without a timeout, it waits for ever.
pub fn wait(
    list: &mut [PollFd],
    timeout: Option<Duration>,
) -> io::Result<usize> {
    let count = list.len() as Count;
    let timeout = timeout.map_or(-1, milliseconds);
    #[expect(unsafe_code, reason = "a call of a C function")]
    // SAFETY: `list` is exclusively ours and has `count` entries in the form
    // that C gives them. `poll` writes to their `revents` alone, where every
    // value is allowed, and keeps no pointer when it returns.
    let ready = unsafe { poll(list.as_mut_ptr(), count, timeout) };
    usize::try_from(ready).map_err(|_| io::Error::last_os_error())
}

/// Rounded up: a timeout of 0 would not wait at all.
fn milliseconds(timeout: Duration) -> c_int {
    let milliseconds = timeout.as_nanos().div_ceil(1_000_000);
    c_int::try_from(milliseconds).unwrap_or(c_int::MAX)
}
// ANCHOR_END: wait

#[cfg(test)]
mod tests;
