//! Fetches poems: so many at once, no longer than a limit each, again when it
//! fails, and each poem once, however many ask for it.
//!
//! - `engine` is the runtime.
//! - [`fetch()`] gets one poem, with retries, under its [`Limits`].
//! - [`Library`] keeps poems, and lets one task fetch for all who ask.

pub mod engine;
mod fetch;
mod library;

pub use fetch::{Failed, Limits, fetch};
pub use library::{Answer, Library, Missing};

#[cfg(test)]
mod tests;
