//! Books that a stranger might send. Each is either an error that names the place, or a book that
//! does no harm: nothing of this machine is in it, and nothing is written beside it.
//!
//! What one edition does with odd text has tests of its own, in `crates/epub/tests/hostile.rs` and
//! `crates/pdf/src/tests/hostile.rs`.

mod attack;
mod limits;
mod outside;
mod pictures;
mod text;
mod written;
