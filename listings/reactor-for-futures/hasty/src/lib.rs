//! The runtime of this chapter, with sockets that forget their readiness after each call.

pub mod fetch;
#[path = "../../rt-reactor/src/net/mod.rs"]
pub mod net;
mod source;

pub use rt_reactor::{block_on, observed, reactor};

/// What the scene runs on.
mod runtime {
    pub(crate) use crate::{block_on, net};
}
