//! Many futures in one task, of which those are polled that were woken.

mod set;
mod try_join;

pub use set::WokenSet;
pub use try_join::try_join_all;

#[cfg(test)]
mod tests;
