//! The runtime of this chapter, with one waker for each socket.

#[path = "../../rt-reactor/src/current.rs"]
mod current;
#[path = "../../rt-reactor/src/executor.rs"]
mod executor;
#[path = "../../rt-reactor/src/net/mod.rs"]
pub mod net;
#[path = "../../rt-reactor/src/observed.rs"]
pub mod observed;
pub mod reactor;
#[path = "../../rt-reactor/src/source.rs"]
mod source;
#[path = "../../rt-reactor/src/sync.rs"]
mod sync;
pub mod talk;

pub use current::Entered;
pub use executor::block_on;

/// What the scene runs on.
mod runtime {
    pub(crate) use crate::{block_on, net};
}
