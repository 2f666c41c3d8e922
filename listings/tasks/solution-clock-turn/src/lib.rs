//! An executor that asks the reactor by the clock, too.

mod executor;

pub use executor::block_on;

#[cfg(test)]
mod tests;
