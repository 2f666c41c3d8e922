//! Four programs that hang. Say why, then mend them.

pub mod copies;
pub mod errand;
pub mod pipeline;
pub mod places;

#[cfg(test)]
mod check;

#[cfg(test)]
mod tests;
