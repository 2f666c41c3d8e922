//! Small books, written as text, and what becomes of them.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod expansion;
mod faults;
mod includes;
mod preprocessor;
mod small_book;
mod sources;
