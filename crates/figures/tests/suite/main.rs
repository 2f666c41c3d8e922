//! Figures of real runs and of measurements: what is drawn, what is said, what is refused.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod data;
mod drawings;
mod examples;
mod plots;
mod programs;
mod runs;
mod sequences;
mod texts;
