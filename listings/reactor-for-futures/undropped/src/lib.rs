//! The runtime of this chapter, with sockets that nobody deregisters.

pub mod crowds;
#[path = "../../rt-reactor/src/net/mod.rs"]
pub mod net;
mod source;

pub use rt_reactor::{block_on, observed, reactor};

/// What the scene runs on.
mod runtime {
    pub(crate) use crate::{block_on, net};
}
