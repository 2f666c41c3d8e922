//! A runtime's first step: `block_on` polls in a loop.
//!
//! What always holds here:
//!
//! - A future does what it can do now, and returns: no `poll` waits.
//! - A call that would have waited is `Pending`, and nothing has been done.
//! - A future that has returned `Ready` is not polled again.
//! - What a future needs for its next poll is in the future.
//! - Nobody is woken: whoever polls has to do it again and again.

mod executor;
mod join;
// A connection is begun by calls that only Unix has.
#[cfg(unix)]
mod net;

pub use executor::block_on;
pub use join::{Join, join};
#[cfg(unix)]
pub use net::{
    Accept, Connect, Read, WriteAll, accept, connect, read, write_all,
};

#[cfg(test)]
#[cfg(unix)]
mod tests;
