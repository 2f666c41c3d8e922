//! The runtime of this chapter, with a waker that ends another sleep than that
//! of its executor.

mod executor;

pub use executor::block_on;
pub use rt_reactor::{net, observed, reactor};
