//! The four programs that hung, mended.

pub mod copies;
pub mod errand;
pub mod pipeline;
pub mod places;

#[cfg(test)]
#[path = "../../clinic/src/check.rs"]
mod check;

#[cfg(test)]
mod tests;
