//! Small books, written as text, and what becomes of them.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod directive_faults;
mod expansion;
mod file_faults;
mod includes;
mod index;
mod listing_faults;
mod listings;
mod lists;
mod measured;
mod preprocessor;
mod reference_faults;
mod references;
mod small_book;
mod sources;
mod terms;
mod unshown;
