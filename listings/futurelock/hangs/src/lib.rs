//! Programs that hang, and somebody who looks on.

pub mod programs;
mod watch;

pub use watch::{Verdict, watch};

#[cfg(test)]
mod tests;
