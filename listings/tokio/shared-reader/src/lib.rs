//! Fetches poems, in tasks that any worker may poll.

pub mod engine;
#[path = "../../../futurelock/poem-reader/src/fetch.rs"]
mod fetch;
mod library;

pub use fetch::{Failed, Limits, fetch};
pub use library::{Answer, Library, Missing};

#[cfg(test)]
mod tests;
