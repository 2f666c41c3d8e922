//! The first decoder of lines: right, slow, and without a limit.

mod lines;

pub use lines::Lines;

#[cfg(test)]
mod tests;
