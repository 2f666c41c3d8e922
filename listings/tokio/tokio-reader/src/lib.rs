//! Fetches poems, on Tokio. All but the engine are the files of `poem-reader`.

pub mod engine;
// ANCHOR: same
#[path = "../../../futurelock/poem-reader/src/fetch.rs"]
mod fetch;
#[path = "../../../futurelock/poem-reader/src/library.rs"]
mod library;
// ANCHOR_END: same

pub use fetch::{Failed, Limits, fetch};
pub use library::{Answer, Library, Missing};

#[cfg(test)]
#[path = "../../../futurelock/poem-reader/src/tests.rs"]
mod tests;
