//! Edges by epoll on Linux, by kqueue on macOS and FreeBSD, behind one interface.
//!
//! A [`Selector`] tells of edges only, so whoever uses it must read and write until `WouldBlock`.

#[cfg_attr(any(target_os = "linux", target_os = "android"), path = "epoll.rs")]
#[cfg_attr(any(target_os = "macos", target_os = "freebsd"), path = "kqueue.rs")]
mod system;

pub use system::Selector;

/// What a socket may be able to do. To try costs a call, to wait for another
/// event may take for ever: so these say "perhaps", and never "no".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// What the socket was registered with.
    pub key: u64,
    /// Try to read: there are bytes, or the end, or an error.
    pub readable: bool,
    /// Try to write: there is room, or an error.
    pub writable: bool,
}

#[cfg(test)]
mod tests;
