//! A poem on its way as a state machine, and what a step of it says.

mod fetch;
mod progress;
mod watched;

pub use fetch::{Fetch, LONGEST};
pub use progress::Progress;
pub use watched::Watched;

#[cfg(test)]
mod tests;
